// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import io.mitosis.cells.model.CpuPool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The number of CPUs of each group that each cell gets, once a reserve is set aside for the root cell.
 *
 * <p>CPUs with one claimant go to it. CPUs with several claimants are shared in proportion to the deficits of these:
 * the numbers of CPUs that they lack to their targets. Deficits are taken before any such group is shared, so the order
 * of the groups does not matter. The unclaimed CPUs are then shared in proportion to the deficits of the root cell and
 * the cells without a cpuset. At last every cell without a CPU takes one along an {@link AugmentingPath}.
 */
final class ShareAllocation {
    private final Claims claims;
    private final int[] targets;
    private final Apportionment apportionment;
    private final List<GroupShares> groups = new ArrayList<>();
    private final int[] held;

    private ShareAllocation(Claims claims, int[] targets) {
        this.claims = claims;
        this.targets = targets;
        apportionment = new Apportionment(targets.length);
        held = new int[targets.length];
    }

    /**
     * Shares all groups out.
     *
     * @param targets the number of CPUs that each cell should have, in the order of the cells
     */
    static ShareAllocation of(Claims claims, int[] targets, RootReserve reserve) {
        ShareAllocation result = new ShareAllocation(claims, targets);
        for (int i = 0; i < claims.claimed().size(); i++) {
            result.begin(claims.claimed().get(i), reserve.fromClaimed(i));
        }
        result.shareExclusive();
        int[] frozen = result.deficits();
        for (GroupShares contested : result.groups) {
            if (contested.group().claimants().size() > 1) {
                result.share(contested, frozen);
            }
        }
        GroupShares unclaimed = result.begin(claims.unclaimed(), reserve.fromUnclaimed());
        result.share(unclaimed, result.deficits());
        result.serveTheUnserved();
        result.groups.add(new GroupShares(claims.stray(), claims.stray().count()));
        return result;
    }

    /** Returns the cells without a CPU, oldest first. */
    List<Candidate> unserved() {
        List<Candidate> unserved = new ArrayList<>();
        for (int i = 0; i < held.length; i++) {
            if (held[i] == 0) {
                unserved.add(claims.cells().get(i));
            }
        }
        unserved.sort(Comparator.comparingInt(Candidate::age));
        return unserved;
    }

    /** Returns the groups that have a CPU as pools. */
    List<CpuPool> pools() {
        List<CpuPool> pools = new ArrayList<>();
        for (GroupShares group : groups) {
            if (group.group().count() > 0) {
                pools.add(group.pool(claims.cells()));
            }
        }
        return pools;
    }

    private void serveTheUnserved() {
        List<Candidate> unserved = unserved();
        if (!unserved.isEmpty()) {
            AugmentingPath path = new AugmentingPath(groups, held);
            for (Candidate cell : unserved) {
                path.serve(claims.cells().indexOf(cell));
            }
        }
    }

    private GroupShares begin(ClaimGroup group, int setAside) {
        GroupShares shares = new GroupShares(group, setAside);
        groups.add(shares);
        held[0] += setAside;
        return shares;
    }

    private void shareExclusive() {
        for (GroupShares shares : groups) {
            CellSet claimants = shares.group().claimants();
            if (claimants.size() == 1) {
                give(shares, claimants.next(0), shares.shared());
            }
        }
    }

    /** Returns the number of CPUs that each cell lacks to its target now. */
    private int[] deficits() {
        int[] deficits = new int[held.length];
        for (int i = 0; i < deficits.length; i++) {
            deficits[i] = Math.max(0, targets[i] - held[i]);
        }
        return deficits;
    }

    private void share(GroupShares shares, int[] deficits) {
        CellSet among = shares.group().claimants();
        if (shares.shared() == 1) {
            // A shortcut for the general case below: with very many cpusets nearly all groups have one CPU.
            give(shares, among.largest(deficits), 1);
            return;
        }
        apportionment.clear();
        for (int cell = among.next(0); cell >= 0; cell = among.next(cell + 1)) {
            apportionment.add(deficits[cell]);
        }
        apportionment.apportion(shares.shared());
        apportionment.ensureMinimumOne();
        int sharer = 0;
        for (int cell = among.next(0); cell >= 0; cell = among.next(cell + 1)) {
            give(shares, cell, apportionment.share(sharer++));
        }
    }

    private void give(GroupShares shares, int cell, int count) {
        if (count > 0) {
            shares.add(cell, count);
            held[cell] += count;
        }
    }
}
