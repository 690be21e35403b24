// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The usable CPUs, grouped by the cells that may have them.
 *
 * @param cells the cells in ascending order of id, the root cell first
 * @param unclaimed the CPUs that no cpuset contains, for the root cell and cells without a cpuset; may be empty
 * @param claimed the groups of CPUs in cpusets, in the order of the sorted claimants
 * @param stray the CPUs inside a cpuset partition that no cpuset contains: the root cell owns them, although its tasks
 *     may not use them
 */
record Claims(List<Candidate> cells, ClaimGroup unclaimed, List<ClaimGroup> claimed, ClaimGroup stray) {

    /** Groups the usable CPUs, which are in ascending order. */
    static Claims of(int[] usable, List<Candidate> cells) {
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
        Candidate root = cells.getFirst();
        boolean rootMayUseAny = Arrays.stream(usable).anyMatch(root::mayUse);
        ClaimGroup unclaimed = new ClaimGroup(unbound, true);
        ClaimGroup stray = new ClaimGroup(new CellSet(cells.size()), false);
        Map<CellSet, ClaimGroup> ofRoot = new HashMap<>();
        Map<CellSet, ClaimGroup> ofOthers = new HashMap<>();
        ClaimGroup latest = unclaimed;
        for (int cpu : usable) {
            CellSet set = claimants[cpu];
            boolean rootMay = !rootMayUseAny || root.mayUse(cpu);
            if (set == null) {
                (rootMay ? unclaimed : stray).add(cpu);
                continue;
            }
            // Most adjacent CPUs are in the same group.
            if (latest == unclaimed
                    || latest.isOfRoot() != rootMay
                    || !latest.claimants().equals(set)) {
                latest = (rootMay ? ofRoot : ofOthers).computeIfAbsent(set, key -> new ClaimGroup(key, rootMay));
            }
            latest.add(cpu);
        }
        return new Claims(cells, unclaimed, sorted(ofRoot.values(), ofOthers.values()), stray);
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

    /** Sorts groups by claimants; of two groups with equal claimants the one that the root cell may use comes first. */
    private static List<ClaimGroup> sorted(Collection<ClaimGroup> ofRoot, Collection<ClaimGroup> ofOthers) {
        List<ClaimGroup> groups = new ArrayList<>(ofRoot);
        groups.addAll(ofOthers);
        groups.sort((a, b) -> a.claimants().compareTo(b.claimants()));
        return groups;
    }
}
