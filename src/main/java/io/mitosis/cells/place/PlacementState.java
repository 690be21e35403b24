// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import static io.mitosis.cells.place.PlacementShares.NONE;

import java.util.Arrays;

/** Which share holds each CPU at a moment of the search, and what a change of that would cost. */
final class PlacementState {
    /** One more core split among cells is worse than any number of LLCs, and one more LLC than any number of nodes. */
    static final long SPLIT_CORE = 1L << 42;

    static final long LLC = 1L << 21;
    static final long NODE = 1;

    final PlacementProblem problem;
    /** The share that holds each CPU, {@link PlacementShares#NONE} if it is free. */
    final int[] holder;

    private final PlacementMap map;
    private final int[] cellOf;
    private final short[] onLlc;
    private final short[] onNode;

    PlacementState(PlacementProblem problem) {
        this.problem = problem;
        this.map = problem.map;
        this.holder = new int[map.cpus()];
        this.cellOf = new int[map.cpus()];
        Arrays.fill(holder, NONE);
        Arrays.fill(cellOf, NONE);
        this.onLlc = new short[problem.shares.cells() * map.llcs];
        this.onNode = new short[problem.shares.cells() * map.nodes];
    }

    /** The cell that holds a CPU. */
    int cell(int cpu) {
        return cellOf[cpu];
    }

    /** How many CPUs a cell holds on an LLC. */
    int onLlc(int cell, int llc) {
        return onLlc[cell * map.llcs + llc];
    }

    /** How many CPUs a cell holds on a NUMA node. */
    int onNode(int cell, int node) {
        return onNode[cell * map.nodes + node];
    }

    void give(int cpu, int share) {
        holder[cpu] = share;
        cellOf[cpu] = problem.shares.cell[share];
        count(cpu, 1);
    }

    void release(int cpu) {
        count(cpu, -1);
        holder[cpu] = NONE;
        cellOf[cpu] = NONE;
    }

    /** Whether two CPUs may change holders: within a pool, and as many CPUs as before stay where they were. */
    boolean maySwap(int one, int other) {
        int a = holder[one];
        int b = holder[other];
        if (a == b || map.pool[one] != map.pool[other]) {
            return false;
        }
        int beforeOne = problem.before[one];
        int beforeOther = problem.before[other];
        return bit(beforeOne == a) + bit(beforeOther == b) == bit(beforeOne == b) + bit(beforeOther == a);
    }

    /** Gives a CPU that has a holder another one. */
    void change(int cpu, int share) {
        if (holder[cpu] != share) {
            count(cpu, -1);
            give(cpu, share);
        }
    }

    /** Lets two CPUs change holders. */
    void swap(int one, int other) {
        int share = holder[one];
        count(one, -1);
        count(other, -1);
        give(one, holder[other]);
        give(other, share);
    }

    /** Returns how much worse it would be if two CPUs of different cells changed holders. */
    long swapCost(int one, int other) {
        int a = cellOf[one];
        int b = cellOf[other];
        long cost = 0;
        int llcOne = map.llc[one];
        int llcOther = map.llc[other];
        if (llcOne != llcOther) {
            cost += LLC * (bit(onLlc(a, llcOther) == 0) - bit(onLlc(a, llcOne) == 1));
            cost += LLC * (bit(onLlc(b, llcOne) == 0) - bit(onLlc(b, llcOther) == 1));
        }
        int nodeOne = map.node[one];
        int nodeOther = map.node[other];
        if (nodeOne != nodeOther) {
            cost += NODE * (bit(onNode(a, nodeOther) == 0) - bit(onNode(a, nodeOne) == 1));
            cost += NODE * (bit(onNode(b, nodeOne) == 0) - bit(onNode(b, nodeOther) == 1));
        }
        if (map.core[one] != map.core[other]) {
            cost += SPLIT_CORE * (splitWith(one, b) - splitWith(one, a));
            cost += SPLIT_CORE * (splitWith(other, a) - splitWith(other, b));
        }
        return cost;
    }

    /** Whether the CPUs of a core have more than one cell. */
    boolean isSplit(int core) {
        int first = map.byCore[map.coreStart[core]];
        return splitWith(first, cellOf[first]) > 0;
    }

    /** Whether a cell holds a CPU of a core. */
    boolean isOnCore(int cell, int core) {
        for (int i = map.coreStart[core]; i < map.coreStart[core + 1]; i++) {
            if (cellOf[map.byCore[i]] == cell) {
                return true;
            }
        }
        return false;
    }

    /** Returns 1 if a CPU's core is split, were the CPU a certain cell's; else 0. */
    private int splitWith(int cpu, int cell) {
        int core = map.core[cpu];
        for (int i = map.coreStart[core]; i < map.coreStart[core + 1]; i++) {
            int sibling = map.byCore[i];
            if (sibling != cpu && cellOf[sibling] != cell) {
                return 1;
            }
        }
        return 0;
    }

    private void count(int cpu, int change) {
        onLlc[cellOf[cpu] * map.llcs + map.llc[cpu]] += (short) change;
        onNode[cellOf[cpu] * map.nodes + map.node[cpu]] += (short) change;
    }

    private static int bit(boolean value) {
        return value ? 1 : 0;
    }
}
