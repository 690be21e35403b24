// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import static io.mitosis.cells.place.PlacementShares.NONE;

/** The CPUs that no share holds yet during {@link GreedyFill}, counted by segment and node. */
final class FreeCpus {
    private final PlacementState state;
    private final PlacementMap map;
    /** The number of free CPUs of each segment. */
    private final int[] free;

    /** The number of free CPUs of each segment that are on cores of which all CPUs are free. */
    private final int[] clean;
    /** The numbers in {@link #clean} split by the size of the core: {@link #sizes} numbers for each segment. */
    private final int[] cleanOfSize;

    private final int[] onNode;
    private final int sizes;

    FreeCpus(PlacementState state) {
        this.state = state;
        this.map = state.problem.map;
        this.free = new int[map.segments()];
        this.clean = new int[map.segments()];
        this.onNode = new int[map.nodes];
        int largest = 0;
        for (int core = 0; core < map.cores; core++) {
            largest = Math.max(largest, map.coreSize(core));
        }
        this.sizes = largest + 1;
        this.cleanOfSize = new int[map.segments() * sizes];
        for (int cpu = 0; cpu < map.cpus(); cpu++) {
            if (isFree(cpu)) {
                free[map.segment[cpu]]++;
                onNode[map.node[cpu]]++;
                if (isClean(map.core[cpu])) {
                    countClean(cpu, 1);
                }
            }
        }
    }

    boolean isFree(int cpu) {
        return state.holder[cpu] == NONE;
    }

    /** Returns whether all CPUs of a core are free and in one pool. */
    boolean isClean(int core) {
        int pool = map.pool[map.cpuOfCore(core, 0)];
        for (int i = map.coreStart[core]; i < map.coreStart[core + 1]; i++) {
            if (!isFree(map.byCore[i]) || map.pool[map.byCore[i]] != pool) {
                return false;
            }
        }
        return true;
    }

    int ofSegment(int segment) {
        return free[segment];
    }

    int ofNode(int node) {
        return onNode[node];
    }

    /** Returns the number of free CPUs of a segment on cores that are not free as a whole. */
    int looseOfSegment(int segment) {
        return free[segment] - clean[segment];
    }

    /** Returns the number of CPUs of a segment on free cores of at most the given size. */
    int onCleanCores(int segment, int largest) {
        int count = 0;
        for (int size = Math.min(largest, sizes - 1); size > 0; size--) {
            count += cleanOfSize[segment * sizes + size];
        }
        return count;
    }

    int largestCore() {
        return sizes - 1;
    }

    void give(int cpu, int share) {
        int core = map.core[cpu];
        if (isClean(core)) {
            for (int i = map.coreStart[core]; i < map.coreStart[core + 1]; i++) {
                countClean(map.byCore[i], -1);
            }
        }
        free[map.segment[cpu]]--;
        onNode[map.node[cpu]]--;
        state.give(cpu, share);
    }

    private void countClean(int cpu, int change) {
        int segment = map.segment[cpu];
        clean[segment] += change;
        cleanOfSize[segment * sizes + map.coreSize(map.core[cpu])] += change;
    }
}
