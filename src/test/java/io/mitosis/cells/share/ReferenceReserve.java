// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import io.mitosis.cells.model.CellId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How CPUs are set aside for the root cell, CPU by CPU, as the rules say it in words. Linear: caches do not count. */
final class ReferenceReserve {
    private final ReferenceAttempt round;
    private final Map<CellId, Integer> given = new HashMap<>();

    private ReferenceReserve(ReferenceAttempt round) {
        this.round = round;
    }

    /** Takes CPUs from claimants, in turns, until the root cell has as many as it should or no more can be taken. */
    static void takeFromClaimants(ReferenceAttempt round, int wanted) {
        ReferenceReserve holdout = new ReferenceReserve(round);
        while (round.setAside.size() < wanted) {
            Optional<CellId> donor = holdout.donor();
            if (donor.isEmpty()) {
                return;
            }
            round.setAside(holdout.takeable(donor.get()).getFirst());
            holdout.given.merge(donor.get(), 1, Integer::sum);
        }
    }

    private Optional<CellId> donor() {
        return round.targets.keySet().stream()
                .filter(id -> !takeable(id).isEmpty())
                .min(comparing((CellId id) -> given.getOrDefault(id, 0))
                        .thenComparingInt(id -> -exclusive(id))
                        .thenComparing(naturalOrder()));
    }

    /** Returns the CPUs that may be taken from a cell, the best first: an exclusive one, then the lowest number. */
    private List<Integer> takeable(CellId id) {
        return round.free()
                .filter(cpu -> round.isOfRoot(cpu) && round.claimantsOf(cpu).contains(id))
                .filter(cpu -> round.claimantsOf(cpu).stream().allMatch(claimant -> exclusive(claimant) >= 2))
                .sorted(comparing((Integer cpu) -> round.claimantsOf(cpu).size() > 1)
                        .thenComparing(naturalOrder()))
                .toList();
    }

    private int exclusive(CellId id) {
        return (int) round.free()
                .filter(cpu -> round.isOfRoot(cpu) && round.claimantsOf(cpu).equals(List.of(id)))
                .count();
    }
}
