// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import io.mitosis.cells.model.CellSet;
import java.util.Arrays;
import java.util.List;

/**
 * Finds a CPU for a cell that got none.
 *
 * <p>It takes one from the largest owner of CPUs it may have that has more than one. If there is no such owner, one
 * with a single CPU gives that, provided that it can itself take another one in the same way, and so on. So a cell goes
 * without a CPU only if there is no way to feed it beside the others. The fewest CPUs possible change hands; where
 * there is a choice the largest owner gives, then the lowest id.
 */
final class AugmentingPath {
    private static final int NOBODY = -1;

    private final List<GroupShares> groups;
    private final int[] held;

    // For each cell that would have to give its only CPU: to whom, and of which group.
    private final int[] takers;
    private final int[] givenFrom;

    /**
     * Prepares.
     *
     * @param groups who has how many CPUs of which kind
     * @param held how many CPUs each cell has in all
     */
    AugmentingPath(List<GroupShares> groups, int[] held) {
        this.groups = groups;
        this.held = held;
        takers = new int[held.length];
        givenFrom = new int[held.length];
    }

    /** Feeds a cell without a CPU, if there is a way. */
    void feed(int hungry) {
        Arrays.fill(takers, NOBODY);
        CellSet level = new CellSet(held.length);
        level.add(hungry);
        while (!level.isEmpty() && !feed(hungry, level)) {
            level = ownersBehind(level);
        }
    }

    /** Lets the cells of a level take from the largest owner that has more than one. */
    private boolean feed(int hungry, CellSet level) {
        int largest = largestOfAll();
        int giver = NOBODY;
        int from = NOBODY;
        for (int group = 0; group < groups.size() && giver != largest; group++) {
            GroupShares shares = groups.get(group);
            if (shares.group().claimants().intersects(level)) {
                for (int i = 0; i < shares.size(); i++) {
                    int owner = shares.owner(i);
                    if (held[owner] > 1 && (giver == NOBODY || larger(owner, giver))) {
                        giver = owner;
                        from = group;
                    }
                }
            }
        }
        if (giver == NOBODY) {
            return false;
        }
        held[giver]--;
        held[hungry]++;
        passOn(giver, firstClaimant(from, level), from);
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
        int giver = spare;
        int taker = firstTaker;
        int group = spareFrom;
        while (taker != NOBODY) {
            groups.get(group).moveOne(giver, taker);
            giver = taker;
            group = givenFrom[taker];
            taker = takers[taker];
        }
    }

    /** Returns the owners of what the cells of a level may have that were not seen before. */
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
