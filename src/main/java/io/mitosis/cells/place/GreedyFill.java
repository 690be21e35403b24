// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import static io.mitosis.cells.place.PlacementShares.NONE;

import io.mitosis.topology.CpuMask;
import java.util.Arrays;

/**
 * The second step of a placement: free CPUs go to the shares that lack CPUs, the largest need first. A share completes
 * the cores of its cell, then takes whole cores on as few LLCs as it can, then single CPUs, if possible of cores that
 * are split anyway.
 */
final class GreedyFill {
    private final PlacementProblem problem;
    private final PlacementMap map;
    private final PlacementState state;
    private final FreeCpus free;
    /** The number of CPUs that may be taken of each segment: scratch space. */
    private final int[] room;

    GreedyFill(PlacementState state) {
        this.state = state;
        this.problem = state.problem;
        this.map = problem.map;
        this.free = new FreeCpus(state);
        this.room = new int[map.segments()];
    }

    /**
     * Gives every share the CPUs that it lacks.
     *
     * @param lacking the number of CPUs that each share lacks
     */
    void grow(int[] lacking) {
        long[] shares = new long[lacking.length];
        for (int share = 0; share < lacking.length; share++) {
            shares[share] = -(long) lacking[share] << Integer.SIZE | share;
        }
        Arrays.sort(shares);
        for (long key : shares) {
            int share = (int) key;
            if (lacking[share] > 0) {
                fill(share, lacking[share]);
            }
        }
    }

    private void fill(int share, int need) {
        int pool = problem.shares.pool[share];
        int left = need;
        left -= complete(share, pool, left);
        left -= wholeCores(share, pool, left);
        while (left > 0) {
            left -= singles(share, pool, left);
        }
    }

    private int complete(int share, int pool, int need) {
        int cell = problem.shares.cell[share];
        int left = need;
        for (int segment = map.poolSegment[pool]; left > 0 && segment < map.poolSegment[pool + 1]; segment++) {
            if (free.looseOfSegment(segment) > 0 && state.onLlc(cell, map.llcOf(segment)) > 0) {
                for (int i = map.segmentStart[segment]; left > 0 && i < map.segmentStart[segment + 1]; i++) {
                    int cpu = map.order[i];
                    if (free.isFree(cpu) && completes(cell, map.core[cpu], left)) {
                        free.give(cpu, share);
                        left--;
                    }
                }
            }
        }
        return need - left;
    }

    private int wholeCores(int share, int pool, int need) {
        int left = need;
        while (left > 0) {
            for (int segment = map.poolSegment[pool]; segment < map.poolSegment[pool + 1]; segment++) {
                room[segment] = free.onCleanCores(segment, left);
            }
            int segment = bestSegment(share, pool, left);
            if (segment == NONE) {
                break;
            }
            left -= takeClean(share, segment, left);
        }
        return need - left;
    }

    private int singles(int share, int pool, int need) {
        for (int segment = map.poolSegment[pool]; segment < map.poolSegment[pool + 1]; segment++) {
            room[segment] = free.looseOfSegment(segment);
        }
        int segment = bestSegment(share, pool, need);
        boolean breaks = segment == NONE;
        if (breaks) {
            for (int any = map.poolSegment[pool]; any < map.poolSegment[pool + 1]; any++) {
                room[any] = free.ofSegment(any);
            }
            segment = bestSegment(share, pool, need);
        }
        int left = need;
        for (int i = map.segmentStart[segment]; left > 0 && i < map.segmentStart[segment + 1]; i++) {
            int cpu = map.order[i];
            if (free.isFree(cpu) && (breaks || !free.isClean(map.core[cpu]))) {
                free.give(cpu, share);
                left--;
            }
        }
        return need - left;
    }

    private int takeClean(int share, int segment, int need) {
        int left = need;
        for (int size = Math.min(free.largestCore(), need); size > 0; size--) {
            for (int i = map.segmentStart[segment]; size <= left && i < map.segmentStart[segment + 1]; i++) {
                int core = map.core[map.order[i]];
                if (free.isFree(map.order[i]) && map.coreSize(core) == size && free.isClean(core)) {
                    for (int j = map.coreStart[core]; j < map.coreStart[core + 1]; j++) {
                        free.give(map.byCore[j], share);
                        left--;
                    }
                }
            }
        }
        return need - left;
    }

    private int bestSegment(int share, int pool, int need) {
        int cell = problem.shares.cell[share];
        int best = NONE;
        long bestKey = Long.MAX_VALUE;
        for (int segment = map.poolSegment[pool]; segment < map.poolSegment[pool + 1]; segment++) {
            if (room[segment] > 0) {
                long key = key(cell, map.order[map.segmentStart[segment]], need, free.ofSegment(segment));
                if (key < bestKey) {
                    best = segment;
                    bestKey = key;
                }
            }
        }
        return best;
    }

    /**
     * Returns a key of which less is better: LLCs that the cell is on, where the whole need fits, on a node that the
     * cell is on, with the tightest fit; if nothing fits, the LLC with the most room.
     */
    private long key(int cell, int cpu, int need, int available) {
        int around = free.ofNode(map.node[cpu]);
        long key = state.onLlc(cell, map.llc[cpu]) > 0 ? 0 : 1;
        key = key << 1 | (available >= need ? 0 : 1);
        key = key << 1 | (state.onNode(cell, map.node[cpu]) > 0 ? 0 : 1);
        key = key << 14 | tightness(need, available);
        return key << 14 | tightness(need, around);
    }

    private static int tightness(int need, int available) {
        return available >= need ? available : 2 * CpuMask.MAX_CPU - available;
    }

    private boolean completes(int cell, int core, int need) {
        int mine = 0;
        int rest = 0;
        for (int i = map.coreStart[core]; i < map.coreStart[core + 1]; i++) {
            int holder = state.cell(map.byCore[i]);
            if (holder == NONE) {
                rest++;
            } else if (holder == cell) {
                mine++;
            } else {
                return false;
            }
        }
        return mine > 0 && rest <= need;
    }
}
