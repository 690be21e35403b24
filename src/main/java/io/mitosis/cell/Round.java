// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cell;

import io.mitosis.topology.CpuMask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One try to give each of some cells CPUs of its own. */
final class Round {
    private final List<Contender> oldestFirst;
    private final int rootMinCpus;
    private final Claims claims;
    private final int[] targets;

    /**
     * Prepares a try.
     *
     * @param usable the usable CPUs in ascending order
     * @param oldestFirst the cells, the root cell first; no more than CPUs
     * @param rootMinCpus how many CPUs are set aside for the root cell
     */
    Round(int[] usable, List<Contender> oldestFirst, int rootMinCpus) {
        this.oldestFirst = oldestFirst;
        this.rootMinCpus = rootMinCpus;
        List<Contender> byId = new ArrayList<>(oldestFirst);
        byId.sort(Comparator.comparing(Contender::id));
        claims = Claims.of(usable, byId);
        targets = Targets.of(usable.length, byId);
    }

    /** Tries. */
    Attempt attempt() {
        List<Attempt.Refusal> withoutRoom = unboundWithoutRoom();
        if (!withoutRoom.isEmpty()) {
            return new Attempt.Refused(withoutRoom);
        }
        boolean allClaimed = claims.unclaimed().count() == 0;
        Holdout holdout = Holdout.of(claims, allClaimed ? Math.max(1, rootMinCpus) : rootMinCpus);
        if (allClaimed && !holdout.fromCpusets()) {
            return attemptWithContested(holdout);
        }
        SharingOut sharing = SharingOut.of(claims, targets, holdout);
        return sharing.starving().isEmpty() ? settled(sharing, holdout) : refused(sharing.starving());
    }

    /** Finds the cells without a cpuset for which no unclaimed CPU is left once the root cell has got its own. */
    private List<Attempt.Refusal> unboundWithoutRoom() {
        int unclaimed = claims.unclaimed().count();
        int room = unclaimed - Math.min(unclaimed, Math.max(1, rootMinCpus));
        List<Attempt.Refusal> refusals = new ArrayList<>();
        for (Contender cell : oldestFirst) {
            if (cell.claim() == null && cell.age() > 0 && --room < 0) {
                refusals.add(new Attempt.Refusal(cell, "the cpusets of other cells and the root cell leave it no CPU"));
            }
        }
        return refusals;
    }

    /**
     * Gives the root cell the lowest CPU with several claimants that leaves each cell one; but first those have to give
     * way that could not live without a root cell either.
     *
     * <p>If there are none such a CPU is found: there are more CPUs than other cells. Those with an exclusive CPU need
     * no other, and have no second one. So some CPU with several claimants can be spared.
     */
    private Attempt attemptWithContested(Holdout nothing) {
        List<Contender> hopeless = starvingWithoutRoot(nothing);
        if (!hopeless.isEmpty()) {
            return refused(hopeless);
        }
        List<ClaimGroup> contested = new ArrayList<>(claims.claimed());
        contested.removeIf(group -> group.claimants().size() == 1 || !group.isOfRoot());
        contested.sort(Comparator.comparingInt(ClaimGroup::lowest));
        for (ClaimGroup group : contested) {
            Holdout holdout = nothing.plusOneOf(claims.claimed().indexOf(group));
            SharingOut sharing = SharingOut.of(claims, targets, holdout);
            if (sharing.starving().isEmpty()) {
                return settled(sharing, holdout);
            }
        }
        Contender newest = newestInTheWay();
        return new Attempt.Refused(List.of(
                new Attempt.Refusal(newest, neededByRoot(newest.request().cpuset()))));
    }

    /** Returns the newest cell that has claimed a CPU of which the root cell may have some. */
    private Contender newestInTheWay() {
        Contender newest = oldestFirst.getFirst();
        for (ClaimGroup group : claims.claimed()) {
            CellSet claimants = group.claimants();
            for (int i = claimants.next(0); group.isOfRoot() && i >= 0; i = claimants.next(i + 1)) {
                Contender claimant = claims.cells().get(i);
                newest = claimant.age() > newest.age() ? claimant : newest;
            }
        }
        return newest;
    }

    /** Why a cell is parked whose CPUs the root cell cannot do without. */
    static String neededByRoot(@Nullable CpuMask cpuset) {
        return "the root cell needs a CPU of its cpuset " + cpuset;
    }

    private List<Contender> starvingWithoutRoot(Holdout nothing) {
        List<Contender> starving = SharingOut.of(claims, targets, nothing).starving();
        starving.remove(oldestFirst.getFirst());
        return starving;
    }

    private static Attempt refused(List<Contender> starving) {
        List<Attempt.Refusal> refusals = new ArrayList<>();
        for (Contender cell : starving) {
            String reason = "all CPUs of its cpuset " + cell.request().cpuset() + " are needed by other cells";
            refusals.add(new Attempt.Refusal(cell, reason));
        }
        return new Attempt.Refused(refusals);
    }

    private Attempt settled(SharingOut sharing, Holdout holdout) {
        List<CellRequest> live = new ArrayList<>();
        Map<CellId, Integer> targetsById = new HashMap<>();
        for (Contender cell : claims.cells()) {
            targetsById.put(cell.id(), targets[live.size()]);
            live.add(cell.request());
        }
        return new Attempt.Settled(live, targetsById, sharing.pools(), holdout.fromCpusets());
    }
}
