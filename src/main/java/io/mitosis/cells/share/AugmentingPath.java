// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import java.util.Arrays;
import java.util.List;

/**
 * A search for a CPU for a cell that got none: a shortest augmenting path through the cells and the groups of CPUs that
 * they may have.
 *
 * <p>The donor is the largest owner of CPUs that the cell may have, provided that it has more than one. Without such a
 * donor, an owner of a single CPU gives it up if it finds another one in the same way, and so on. A cell therefore
 * stays without a CPU only if no assignment serves it together with all others. The fewest CPUs possible change hands;
 * of several donors the largest gives, of equal donors the one with the lowest id.
 */
final class AugmentingPath {
    private static final int NOBODY = -1;

    private final List<GroupShares> groups;
    private final int[] held;

    // For each cell that would have to give up its only CPU: the cell that takes it, and the group of the CPU.
    private final int[] takers;
    private final int[] givenFrom;

    /**
     * Creates a search, which changes both arguments.
     *
     * @param groups the shares of each group of CPUs
     * @param held the number of CPUs that each cell has in total
     */
    AugmentingPath(List<GroupShares> groups, int[] held) {
        this.groups = groups;
        this.held = held;
        takers = new int[held.length];
        givenFrom = new int[held.length];
    }

    /** Gives a CPU to a cell that has none, if there is a path. */
    void serve(int unserved) {
        Arrays.fill(takers, NOBODY);
        CellSet level = new CellSet(held.length);
        level.add(unserved);
        while (!level.isEmpty() && !serve(unserved, level)) {
            level = ownersBehind(level);
        }
    }

    /**
     * Takes a CPU from the largest owner with more than one that a cell of the level can take from. Returns whether
     * there is such an owner.
     */
    private boolean serve(int unserved, CellSet level) {
        int largest = largestOfAll();
        int donor = NOBODY;
        int from = NOBODY;
        for (int group = 0; group < groups.size() && donor != largest; group++) {
            GroupShares shares = groups.get(group);
            if (shares.group().claimants().intersects(level)) {
                for (int i = 0; i < shares.size(); i++) {
                    int owner = shares.owner(i);
                    if (held[owner] > 1 && (donor == NOBODY || larger(owner, donor))) {
                        donor = owner;
                        from = group;
                    }
                }
            }
        }
        if (donor == NOBODY) {
            return false;
        }
        held[donor]--;
        held[unserved]++;
        passOn(donor, firstClaimant(from, level), from);
        return true;
    }

    private int largestOfAll() {
        int largest = 0;
        for (int cell = 1; cell < held.length; cell++) {
            if (larger(cell, largest)) {
                largest = cell;
            }
        }
        return largest;
    }

    private void passOn(int spare, int firstTaker, int spareFrom) {
        int donor = spare;
        int taker = firstTaker;
        int group = spareFrom;
        while (taker != NOBODY) {
            groups.get(group).moveOne(donor, taker);
            donor = taker;
            group = givenFrom[taker];
            taker = takers[taker];
        }
    }

    /** Returns the owners, not seen before, of CPUs that the cells of a level may have. */
    private CellSet ownersBehind(CellSet level) {
        CellSet next = new CellSet(held.length);
        for (int group = 0; group < groups.size(); group++) {
            GroupShares shares = groups.get(group);
            if (shares.group().claimants().intersects(level)) {
                for (int i = 0; i < shares.size(); i++) {
                    int owner = shares.owner(i);
                    if (takers[owner] == NOBODY) {
                        takers[owner] = firstClaimant(group, level);
                        givenFrom[owner] = group;
                        next.add(owner);
                    }
                }
            }
        }
        return next;
    }

    private int firstClaimant(int group, CellSet level) {
        CellSet claimants = groups.get(group).group().claimants();
        int cell = level.next(0);
        while (!claimants.contains(cell)) {
            cell = level.next(cell + 1);
        }
        return cell;
    }

    private boolean larger(int cell, int other) {
        return held[cell] > held[other] || (held[cell] == held[other] && cell < other);
    }
}
