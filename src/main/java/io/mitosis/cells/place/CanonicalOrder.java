// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The last step of a placement: among equally good placements it chooses the one in which low cells have low CPUs.
 * Siblings, cores, LLCs and nodes of equal shape are exchanged; CPUs that stay with their previous owner are not.
 */
final class CanonicalOrder {
    private final PlacementState state;
    private final PlacementMap map;
    /** The CPUs by node, LLC, core and number. */
    private final int[] byTopology;

    CanonicalOrder(PlacementState state) {
        this.state = state;
        this.map = state.problem.map;
        long[] keys = new long[map.cpus()];
        for (int cpu = 0; cpu < keys.length; cpu++) {
            // 13 bits each hold the 8192 CPUs that a machine has at most.
            keys[cpu] = (long) map.node[cpu] << 39 | (long) map.llc[cpu] << 26 | (long) map.core[cpu] << 13 | cpu;
        }
        Arrays.sort(keys);
        byTopology = new int[keys.length];
        for (int index = 0; index < keys.length; index++) {
            byTopology[index] = (int) keys[index] & 0x1fff;
        }
    }

    void settle() {
        int[] everything = new int[map.cpus()];
        int[] single = new int[map.cpus()];
        for (int cpu = 0; cpu < single.length; cpu++) {
            single[cpu] = cpu;
        }
        order(map.core, single);
        order(map.llc, map.core);
        order(map.node, map.llc);
        order(everything, map.node);
    }

    /** Orders the blocks within each group. */
    private void order(int[] group, int[] block) {
        int start = 0;
        while (start < byTopology.length) {
            int end = start + 1;
            while (end < byTopology.length && group[byTopology[end]] == group[byTopology[start]]) {
                end++;
            }
            orderBlocks(start, end, block);
            start = end;
        }
    }

    private void orderBlocks(int start, int end, int[] block) {
        Block[] blocks = new Block[end - start];
        int count = 0;
        int from = start;
        for (int index = start + 1; index <= end; index++) {
            if (index == end || block[byTopology[index]] != block[byTopology[from]]) {
                if (isFree(from, index)) {
                    blocks[count++] = new Block(from, index - from);
                }
                from = index;
            }
        }
        if (count < 2) {
            return;
        }
        Arrays.sort(
                blocks,
                0,
                count,
                Comparator.comparing((Block b) -> b, this::compareShapes).thenComparingInt(Block::start));
        int first = 0;
        for (int i = 1; i <= count; i++) {
            if (i == count || compareShapes(blocks[first], blocks[i]) != 0) {
                orderAlike(Arrays.copyOfRange(blocks, first, i));
                first = i;
            }
        }
    }

    /** Reassigns the holders of blocks of equal shape: the lowest holders get the first block. */
    private void orderAlike(Block[] blocks) {
        int[][] holders = new int[blocks.length][];
        for (int i = 0; i < blocks.length; i++) {
            holders[i] = new int[blocks[i].length()];
            for (int j = 0; j < holders[i].length; j++) {
                holders[i][j] = state.holder[byTopology[blocks[i].start() + j]];
            }
        }
        // Within a pool, shares are in the order of their cells.
        Arrays.sort(holders, Arrays::compare);
        for (int i = 0; i < blocks.length; i++) {
            for (int j = 0; j < holders[i].length; j++) {
                state.change(byTopology[blocks[i].start() + j], holders[i][j]);
            }
        }
    }

    private boolean isFree(int from, int to) {
        for (int index = from; index < to; index++) {
            if (state.problem.before[byTopology[index]] == state.holder[byTopology[index]]) {
                return false;
            }
        }
        return true;
    }

    private int compareShapes(Block a, Block b) {
        int difference = a.length() - b.length();
        for (int i = 0; i < a.length() && difference == 0; i++) {
            int one = byTopology[a.start() + i];
            int other = byTopology[b.start() + i];
            difference = map.pool[one] - map.pool[other];
            if (difference == 0 && i > 0) {
                difference = steps(one, byTopology[a.start() + i - 1]) - steps(other, byTopology[b.start() + i - 1]);
            }
        }
        return difference;
    }

    /** Returns the distance of two CPUs: 0 on one core, 1 on one LLC, else 2. */
    private int steps(int one, int other) {
        if (map.llc[one] != map.llc[other]) {
            return 2;
        }
        return map.core[one] == map.core[other] ? 0 : 1;
    }

    /** A range of {@link #byTopology}. */
    private record Block(int start, int length) {}
}
