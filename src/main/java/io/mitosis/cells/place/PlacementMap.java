// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import io.mitosis.topology.Cpu;
import java.util.Arrays;
import java.util.List;

/**
 * The topology of the CPUs of a placement. CPUs, cores, LLCs and nodes are dense numbers from 0; a <em>segment</em> is
 * the set of CPUs of one pool on one LLC.
 */
final class PlacementMap {
    final int[] core;
    final int[] llc;
    final int[] node;
    final int[] pool;
    final int cores;
    final int llcs;
    final int nodes;

    /** The CPUs by pool, LLC, core and number: each segment, and in it each core, is contiguous. */
    final int[] order;
    /** The index in {@link #order} where each segment begins, and the end of the last segment. */
    final int[] segmentStart;

    final int[] segment;
    /** The first segment of each pool, and the end of the last pool. */
    final int[] poolSegment;
    /** The CPUs by core and number. */
    final int[] byCore;
    /** The index in {@link #byCore} where each core begins, and the end of the last core. */
    final int[] coreStart;

    /**
     * Maps some CPUs.
     *
     * @param pool the pool of each CPU
     * @param pools the number of pools
     */
    PlacementMap(List<Cpu> cpus, int[] pool, int pools) {
        int count = cpus.size();
        this.pool = pool;
        this.core = new int[count];
        this.llc = new int[count];
        this.node = new int[count];
        for (int i = 0; i < count; i++) {
            Cpu cpu = cpus.get(i);
            core[i] = cpu.core();
            llc[i] = cpu.llc();
            node[i] = cpu.node();
        }
        long[] keys = new long[count];
        this.cores = makeDense(core, keys);
        this.llcs = makeDense(llc, keys);
        this.nodes = makeDense(node, keys);
        this.byCore = new int[count];
        this.coreStart = new int[cores + 1];
        sortByCore();
        this.order = new int[count];
        this.segment = new int[count];
        this.poolSegment = new int[pools + 1];
        this.segmentStart = sortBySegment(keys);
    }

    int cpus() {
        return core.length;
    }

    int pools() {
        return poolSegment.length - 1;
    }

    int segments() {
        return segmentStart.length - 1;
    }

    int coreSize(int number) {
        return coreStart[number + 1] - coreStart[number];
    }

    /** Returns a CPU of a core by its index among the CPUs of the core, which are in ascending order. */
    int cpuOfCore(int number, int index) {
        return byCore[coreStart[number] + index];
    }

    int llcOf(int someSegment) {
        return llc[order[segmentStart[someSegment]]];
    }

    int poolStart(int pool) {
        return segmentStart[poolSegment[pool]];
    }

    int poolEnd(int pool) {
        return segmentStart[poolSegment[pool + 1]];
    }

    /** Replaces each value by its rank, and returns the number of distinct values. */
    private static int makeDense(int[] values, long[] keys) {
        for (int i = 0; i < values.length; i++) {
            keys[i] = (long) values[i] << Integer.SIZE | i;
        }
        Arrays.sort(keys);
        int rank = -1;
        long last = -1;
        for (long key : keys) {
            if (key >>> Integer.SIZE != last) {
                last = key >>> Integer.SIZE;
                rank++;
            }
            values[(int) key] = rank;
        }
        return rank + 1;
    }

    private void sortByCore() {
        for (int cpu = 0; cpu < core.length; cpu++) {
            coreStart[core[cpu] + 1]++;
        }
        for (int i = 0; i < cores; i++) {
            coreStart[i + 1] += coreStart[i];
        }
        int[] next = coreStart.clone();
        for (int cpu = 0; cpu < core.length; cpu++) {
            byCore[next[core[cpu]]++] = cpu;
        }
    }

    private int[] sortBySegment(long[] keys) {
        // A machine has 8192 CPUs at most, and so no more of anything else: 13 bits each.
        for (int cpu = 0; cpu < keys.length; cpu++) {
            keys[cpu] = (long) pool[cpu] << 39 | (long) llc[cpu] << 26 | core[cpu] << 13 | cpu;
        }
        Arrays.sort(keys);
        int[] starts = new int[keys.length + 1];
        int segments = 0;
        for (int index = 0; index < keys.length; index++) {
            if (index == 0 || keys[index] >>> 26 != keys[index - 1] >>> 26) {
                starts[segments++] = index;
            }
            order[index] = (int) keys[index] & 0x1fff;
            segment[order[index]] = segments - 1;
            poolSegment[pool[order[index]] + 1] = segments;
        }
        for (int empty = 1; empty < poolSegment.length; empty++) {
            poolSegment[empty] = Math.max(poolSegment[empty], poolSegment[empty - 1]);
        }
        starts[segments] = keys.length;
        return Arrays.copyOf(starts, segments + 1);
    }
}
