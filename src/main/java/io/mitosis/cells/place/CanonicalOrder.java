// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The last step of a placement: of all that are equally good, the one in which low CPUs are with low cells. Siblings,
 * cores, LLCs and nodes of the same shape change places; CPUs that stay where they were are left alone.
 */
final class CanonicalOrder {
    private final PlacementState state;
    private final PlacementMap map;
    /** The CPUs by node, LLC, core and number. */
    private final int[] byPlace;

    CanonicalOrder(PlacementState state) {
        this.state = state;
        this.map = state.problem.map;
        long[] keys = new long[map.cpus()];
        for (int cpu = 0; cpu < keys.length; cpu++) {
            // 13 bits each hold the 8192 CPUs that a machine has at most.
            keys[cpu] = (long) map.node[cpu] << 39 | (long) map.llc[cpu] << 26 | (long) map.core[cpu] << 13 | cpu;
        }
        Arrays.sort(keys);
        byPlace = new int[keys.length];
        for (int place = 0; place < keys.length; place++) {
            byPlace[place] = (int) keys[place] & 0x1fff;
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

    /** Orders the blocks of each group of blocks. */
    private void order(int[] group, int[] block) {
        int start = 0;
        while (start < byPlace.length) {
            int end = start + 1;
            while (end < byPlace.length && group[byPlace[end]] == group[byPlace[start]]) {
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
        for (int place = start + 1; place <= end; place++) {
            if (place == end || block[byPlace[place]] != block[byPlace[from]]) {
                if (isFree(from, place)) {
                    blocks[count++] = new Block(from, place - from);
                }
                from = place;
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

    /** Gives the holders of blocks that are alike in all else to the blocks anew, the lowest to the first. */
    private void orderAlike(Block[] blocks) {
        int[][] holders = new int[blocks.length][];
        for (int i = 0; i < blocks.length; i++) {
            holders[i] = new int[blocks[i].length()];
            for (int j = 0; j < holders[i].length; j++) {
                holders[i][j] = state.holder[byPlace[blocks[i].start() + j]];
            }
        }
        // Within a pool, shares are in the order of their cells.
        Arrays.sort(holders, Arrays::compare);
        for (int i = 0; i < blocks.length; i++) {
            for (int j = 0; j < holders[i].length; j++) {
                state.change(byPlace[blocks[i].start() + j], holders[i][j]);
            }
        }
    }

    private boolean isFree(int from, int to) {
        for (int place = from; place < to; place++) {
            if (state.problem.before[byPlace[place]] == state.holder[byPlace[place]]) {
                return false;
            }
        }
        return true;
    }

    private int compareShapes(Block a, Block b) {
        int difference = a.length() - b.length();
        for (int i = 0; i < a.length() && difference == 0; i++) {
            int one = byPlace[a.start() + i];
            int other = byPlace[b.start() + i];
            difference = map.pool[one] - map.pool[other];
            if (difference == 0 && i > 0) {
                difference = steps(one, byPlace[a.start() + i - 1]) - steps(other, byPlace[b.start() + i - 1]);
            }
        }
        return difference;
    }

    /** How far apart two CPUs are: 0 on one core, 1 on one LLC, else 2. */
    private int steps(int one, int other) {
        if (map.llc[one] != map.llc[other]) {
            return 2;
        }
        return map.core[one] == map.core[other] ? 0 : 1;
    }

    /** Some CPUs in a row of {@link #byPlace}. */
    private record Block(int start, int length) {}
}
