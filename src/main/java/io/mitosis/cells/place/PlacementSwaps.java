// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import java.util.Arrays;

/** Lets CPUs and cores change holders, and can take that back. */
final class PlacementSwaps {
    private final PlacementMap map;
    private final PlacementState state;
    /** The CPUs of each share, and where among them each CPU is. */
    private final int[] members;

    private final int[] memberStart;
    private final int[] place;
    private int[] journal = new int[64];
    private int made;
    private int pinned = PlacementShares.NONE;

    PlacementSwaps(PlacementState state) {
        PlacementShares shares = state.problem.shares;
        this.state = state;
        this.map = state.problem.map;
        this.members = new int[map.cpus()];
        this.place = new int[map.cpus()];
        this.memberStart = new int[shares.shares() + 1];
        for (int share = 0; share < shares.shares(); share++) {
            memberStart[share + 1] = memberStart[share] + shares.count[share];
        }
        int[] next = memberStart.clone();
        for (int cpu = 0; cpu < map.cpus(); cpu++) {
            place[cpu] = next[state.holder[cpu]]++;
            members[place[cpu]] = cpu;
        }
    }

    /** The place of a share's first CPU. */
    int start(int share) {
        return memberStart[share];
    }

    /** One more than the place of a share's last CPU. */
    int end(int share) {
        return memberStart[share + 1];
    }

    /** The CPU at a place. */
    int member(int at) {
        return members[at];
    }

    /** Lets one CPU, or none, keep its holder until another is pinned. */
    void pin(int cpu) {
        pinned = cpu;
    }

    boolean maySwap(int one, int other) {
        return one != pinned && other != pinned && state.maySwap(one, other);
    }

    /** Whether two cores may change holders: CPU by CPU, in the order of their numbers. */
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

    /** Lets two CPUs change holders, and returns how much worse that is. */
    long swap(int one, int other) {
        if (journal.length < 2 * made + 2) {
            journal = Arrays.copyOf(journal, 2 * journal.length);
        }
        journal[2 * made] = one;
        journal[2 * made + 1] = other;
        made++;
        long cost = state.swapCost(one, other);
        exchange(one, other);
        return cost;
    }

    /** Lets two cores change holders, and returns how much worse that is. */
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

    /** How many swaps were made: what {@link #undo} goes back to. */
    int made() {
        return made;
    }

    /** Takes back every swap since so many were made. */
    void undo(int start) {
        while (made > start) {
            made--;
            exchange(journal[2 * made], journal[2 * made + 1]);
        }
    }

    private void exchange(int one, int other) {
        int placeOfOne = place[one];
        place[one] = place[other];
        place[other] = placeOfOne;
        members[place[one]] = one;
        members[place[other]] = other;
        state.swap(one, other);
    }
}
