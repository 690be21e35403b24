// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import io.mitosis.cells.model.CellSet;
import io.mitosis.cells.model.CpuPool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How many CPUs of each group each cell gets, once it is settled which are set aside for the root cell.
 *
 * <p>CPUs with one claimant go to it. Those with several are shared in proportion to what each claimant is short of its
 * target then, before any group is shared: so the order of the groups does not matter. The unclaimed ones are shared in
 * the same way among the root cell and the cells without a cpuset. In the end whoever has nothing takes one CPU from
 * the largest owner of CPUs it may have.
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
     * Shares out.
     *
     * @param targets how many CPUs each cell should have, in the order of the cells
     */
    static ShareAllocation of(Claims claims, int[] targets, RootReserve holdout) {
        ShareAllocation result = new ShareAllocation(claims, targets);
        for (int i = 0; i < claims.claimed().size(); i++) {
            result.begin(claims.claimed().get(i), holdout.fromClaimed(i));
        }
        result.shareExclusive();
        int[] frozen = result.deficits();
        for (GroupShares contested : result.groups) {
            if (contested.group().claimants().size() > 1) {
                result.share(contested, frozen);
            }
        }
        GroupShares unclaimed = result.begin(claims.unclaimed(), holdout.fromUnclaimed());
        result.share(unclaimed, result.deficits());
        result.feedTheStarving();
        result.groups.add(new GroupShares(claims.stray(), claims.stray().count()));
        return result;
    }

    /** Returns the cells without a CPU, oldest first. */
    List<Candidate> starving() {
        List<Candidate> starving = new ArrayList<>();
        for (int i = 0; i < held.length; i++) {
            if (held[i] == 0) {
                starving.add(claims.cells().get(i));
            }
        }
        starving.sort(Comparator.comparingInt(Candidate::age));
        return starving;
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

    private void feedTheStarving() {
        List<Candidate> starving = starving();
        if (!starving.isEmpty()) {
            AugmentingPath rescue = new AugmentingPath(groups, held);
            for (Candidate cell : starving) {
                rescue.feed(claims.cells().indexOf(cell));
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

    /** Returns how many CPUs each cell is short of its target now. */
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
            // The same as below, but with very many cpusets nearly all groups are like this.
            give(shares, among.largest(deficits), 1);
            return;
        }
        apportionment.clear();
        for (int cell = among.next(0); cell >= 0; cell = among.next(cell + 1)) {
            apportionment.add(deficits[cell]);
        }
        apportionment.apportion(shares.shared());
        apportionment.feedTheHungry();
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
