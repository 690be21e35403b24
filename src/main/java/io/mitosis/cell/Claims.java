// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The usable CPUs in groups, each of those that the same cells may have.
 *
 * @param cells the cells in ascending order of id, the root cell first
 * @param unclaimed the CPUs that no cpuset contains: for the root cell and the cells without a cpuset; perhaps none
 * @param claimed the other CPUs, in the order of the sorted claimants
 */
record Claims(List<Contender> cells, ClaimGroup unclaimed, List<ClaimGroup> claimed) {

    /** Finds the groups. */
    static Claims of(int[] usable, List<Contender> cells) {
        CellSet unbound = new CellSet(cells.size());
        @Nullable CellSet[] claimants = new CellSet[usable[usable.length - 1] + 1];
        for (int i = 0; i < cells.size(); i++) {
            long[] claim = cells.get(i).claim();
            if (claim == null) {
                unbound.add(i);
            } else {
                addClaim(claimants, claim, i, cells.size());
            }
        }
        ClaimGroup unclaimed = new ClaimGroup(unbound);
        return new Claims(cells, unclaimed, group(usable, claimants, unclaimed));
    }

    private static void addClaim(@Nullable CellSet[] claimants, long[] claim, int cell, int cells) {
        for (int index = 0; index < claim.length; index++) {
            for (long word = claim[index]; word != 0; word &= word - 1) {
                int cpu = index * Long.SIZE + Long.numberOfTrailingZeros(word);
                CellSet set = claimants[cpu];
                if (set == null) {
                    set = new CellSet(cells);
                    claimants[cpu] = set;
                }
                set.add(cell);
            }
        }
    }

    private static List<ClaimGroup> group(int[] usable, @Nullable CellSet[] claimants, ClaimGroup unclaimed) {
        Map<CellSet, ClaimGroup> claimed = new HashMap<>();
        ClaimGroup latest = unclaimed;
        for (int cpu : usable) {
            CellSet set = claimants[cpu];
            if (set == null) {
                unclaimed.add(cpu);
                continue;
            }
            // Neighbours are mostly of one group.
            if (latest == unclaimed || !latest.claimants().equals(set)) {
                latest = claimed.computeIfAbsent(set, ClaimGroup::new);
            }
            latest.add(cpu);
        }
        List<ClaimGroup> groups = new ArrayList<>(claimed.values());
        groups.sort((a, b) -> a.claimants().compareTo(b.claimants()));
        return groups;
    }
}
