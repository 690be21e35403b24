// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import static io.mitosis.cells.place.PlacementShares.NONE;

import java.util.Arrays;

/** The share that holds each CPU at a moment of the search, and the cost of a change. */
final class PlacementState {
    /** The cost of one more core split among cells: more than that of any number of LLCs. */
    static final long SPLIT_CORE = 1L << 42;

    /** The cost of one more LLC that a cell is on: more than that of any number of nodes. */
    static final long LLC = 1L << 21;

    /** The cost of one more node that a cell is on. */
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

    /** Returns the cell that holds a CPU. */
    int cell(int cpu) {
        return cellOf[cpu];
    }

    /** Returns the number of CPUs that a cell holds on an LLC. */
    int onLlc(int cell, int llc) {
        return onLlc[cell * map.llcs + llc];
    }

    /** Returns the number of CPUs that a cell holds on a NUMA node. */
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

    /** Returns whether two CPUs may change holders: in one pool, and no fewer CPUs stay with their previous share. */
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

    /** Replaces the holder of a CPU that has one. */
    void change(int cpu, int share) {
        if (holder[cpu] != share) {
            count(cpu, -1);
            give(cpu, share);
        }
    }

    /** Exchanges the holders of two CPUs. */
    void swap(int one, int other) {
        int share = holder[one];
        count(one, -1);
        count(other, -1);
        give(one, holder[other]);
        give(other, share);
    }

    /** Returns the cost of exchanging the holders of two CPUs of different cells; negative if it is a gain. */
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

    /** Returns whether more than one cell holds CPUs of a core. */
    boolean isSplit(int core) {
        int first = map.byCore[map.coreStart[core]];
        return splitWith(first, cellOf[first]) > 0;
    }

    /** Returns whether a cell holds a CPU of a core. */
    boolean isOnCore(int cell, int core) {
        for (int i = map.coreStart[core]; i < map.coreStart[core + 1]; i++) {
            if (cellOf[map.byCore[i]] == cell) {
                return true;
            }
        }
        return false;
    }

    /** Returns 1 if the core of a CPU would be split with the CPU held by the given cell; else 0. */
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
