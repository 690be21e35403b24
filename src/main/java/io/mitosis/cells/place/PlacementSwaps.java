// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import java.util.Arrays;

/** Exchanges of the holders of CPUs and cores, which can be undone. */
final class PlacementSwaps {
    private final PlacementMap map;
    private final PlacementState state;
    /** The CPUs by share. */
    private final int[] members;

    /** The index in {@link #members} where each share begins, and the end of the last share. */
    private final int[] memberStart;
    /** The index of each CPU in {@link #members}. */
    private final int[] index;
    /** The swaps that were made, as pairs of CPUs. */
    private int[] log = new int[64];

    private int made;
    private int pinned = PlacementShares.NONE;

    PlacementSwaps(PlacementState state) {
        PlacementShares shares = state.problem.shares;
        this.state = state;
        this.map = state.problem.map;
        this.members = new int[map.cpus()];
        this.index = new int[map.cpus()];
        this.memberStart = new int[shares.shares() + 1];
        for (int share = 0; share < shares.shares(); share++) {
            memberStart[share + 1] = memberStart[share] + shares.count[share];
        }
        int[] next = memberStart.clone();
        for (int cpu = 0; cpu < map.cpus(); cpu++) {
            index[cpu] = next[state.holder[cpu]]++;
            members[index[cpu]] = cpu;
        }
    }

    /** Returns the index of the first CPU of a share. */
    int start(int share) {
        return memberStart[share];
    }

    /** Returns the index after the last CPU of a share. */
    int end(int share) {
        return memberStart[share + 1];
    }

    /** Returns the CPU at an index. */
    int member(int at) {
        return members[at];
    }

    /** Lets one CPU, or none, keep its holder until another CPU is pinned. */
    void pin(int cpu) {
        pinned = cpu;
    }

    boolean maySwap(int one, int other) {
        return one != pinned && other != pinned && state.maySwap(one, other);
    }

    /** Returns whether two cores may change holders: CPU by CPU, in the order of their numbers. */
    boolean maySwapCores(int one, int other) {
        int size = map.coreSize(one);
        if (one == other || size == 1 || map.coreSize(other) != size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            int cpu = map.cpuOfCore(one, i);
            int with = map.cpuOfCore(other, i);
            if (state.holder[cpu] != state.holder[with] && !maySwap(cpu, with)) {
                return false;
            }
        }
        return true;
    }

    /** Exchanges the holders of two CPUs, and returns the cost. */
    long swap(int one, int other) {
        if (log.length < 2 * made + 2) {
            log = Arrays.copyOf(log, 2 * log.length);
        }
        log[2 * made] = one;
        log[2 * made + 1] = other;
        made++;
        long cost = state.swapCost(one, other);
        exchange(one, other);
        return cost;
    }

    /** Exchanges the holders of two cores, and returns the cost. */
    long swapCores(int one, int other) {
        long cost = 0;
        for (int i = 0; i < map.coreSize(one); i++) {
            int cpu = map.cpuOfCore(one, i);
            int with = map.cpuOfCore(other, i);
            if (state.holder[cpu] != state.holder[with]) {
                cost += swap(cpu, with);
            }
        }
        return cost;
    }

    long swapCoresCost(int one, int other) {
        int start = made;
        long cost = swapCores(one, other);
        undo(start);
        return cost;
    }

    /** Returns the number of swaps made and not undone, which {@link #undo} can go back to. */
    int made() {
        return made;
    }

    /** Undoes every swap since {@code start} swaps were made. */
    void undo(int start) {
        while (made > start) {
            made--;
            exchange(log[2 * made], log[2 * made + 1]);
        }
    }

    private void exchange(int one, int other) {
        int indexOfOne = index[one];
        index[one] = index[other];
        index[other] = indexOfOne;
        members[index[one]] = one;
        members[index[other]] = other;
        state.swap(one, other);
    }
}
