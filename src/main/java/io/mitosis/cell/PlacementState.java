// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cell;

import static io.mitosis.cell.PlacementShares.NONE;

import java.util.Arrays;

/** Which share holds each CPU at a moment of the search, and what that costs: less is better. */
final class PlacementState {
    /** One more core split among cells is worse than any number of LLCs, and one more LLC than any number of nodes. */
    private static final long SPLIT_CORE = 1L << 42;

    private static final long LLC = 1L << 21;
    private static final long NODE = 1;

    final PlacementProblem problem;
    /** The share that holds each CPU. */
    final int[] holder;

    private final PlacementMap map;
    private final short[] onLlc;
    private final short[] onNode;

    PlacementState(PlacementProblem problem) {
        this.problem = problem;
        this.map = problem.map;
        this.holder = new int[map.cpus()];
        Arrays.fill(holder, NONE);
        this.onLlc = new short[problem.shares.cells() * map.llcs];
        this.onNode = new short[problem.shares.cells() * map.nodes];
    }

    /** The cell that holds a CPU. */
    int cell(int cpu) {
        return holder[cpu] == NONE ? NONE : problem.shares.cell[holder[cpu]];
    }

    /** How many CPUs a cell holds on an LLC. */
    int onLlc(int cell, int llc) {
        return onLlc[cell * map.llcs + llc];
    }

    int onNode(int cell, int node) {
        return onNode[cell * map.nodes + node];
    }

    void give(int cpu, int share) {
        holder[cpu] = share;
        count(problem.shares.cell[share], cpu, 1);
    }

    void release(int cpu) {
        count(cell(cpu), cpu, -1);
        holder[cpu] = NONE;
    }

    /** Whether two CPUs may change holders: within a pool, and as many CPUs as before stay where they were. */
    boolean maySwap(int one, int other) {
        int a = holder[one];
        int b = holder[other];
        int[] before = problem.before;
        return a != b
                && map.pool[one] == map.pool[other]
                && bit(before[one] == a) + bit(before[other] == b) == bit(before[one] == b) + bit(before[other] == a);
    }

    /** Lets two CPUs change holders, and returns how much worse that is. */
    long swap(int one, int other) {
        int a = holder[one];
        int b = holder[other];
        long before = splits(one, other);
        int cellA = problem.shares.cell[a];
        int cellB = problem.shares.cell[b];
        long spans = count(cellA, one, -1) + count(cellB, other, -1);
        holder[one] = b;
        holder[other] = a;
        spans += count(cellA, other, 1) + count(cellB, one, 1);
        return spans + (splits(one, other) - before) * SPLIT_CORE;
    }

    /** Whether the CPUs of a core have more than one cell. */
    boolean isSplit(int core) {
        int start = map.coreStart[core];
        int first = cell(map.byCore[start]);
        for (int i = start + 1; i < map.coreStart[core + 1]; i++) {
            if (cell(map.byCore[i]) != first) {
                return true;
            }
        }
        return false;
    }

    /** Whether a cell holds a CPU of a core. */
    boolean isOnCore(int cell, int core) {
        for (int i = map.coreStart[core]; i < map.coreStart[core + 1]; i++) {
            if (cell(map.byCore[i]) == cell) {
                return true;
            }
        }
        return false;
    }

    private int splits(int one, int other) {
        int core = map.core[one];
        return bit(isSplit(core)) + (map.core[other] == core ? 0 : bit(isSplit(map.core[other])));
    }

    /** Counts a CPU in or out, and returns how much worse that makes the cell's spans. */
    private long count(int cell, int cpu, int change) {
        int llc = cell * map.llcs + map.llc[cpu];
        int node = cell * map.nodes + map.node[cpu];
        int empty = change > 0 ? 0 : 1;
        long worse = (onLlc[llc] == empty ? change * LLC : 0) + (onNode[node] == empty ? change * NODE : 0);
        onLlc[llc] += (short) change;
        onNode[node] += (short) change;
        return worse;
    }

    private static int bit(boolean value) {
        return value ? 1 : 0;
    }
}
