// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cell;

import static io.mitosis.cell.PlacementShares.NONE;

import io.mitosis.topology.CpuMask;
import java.util.Arrays;

/**
 * The second step of a placement: free CPUs go to the shares that lack some, the largest need first. A share completes
 * the cores of its cell, then takes whole cores on as few LLCs as it can, then single CPUs, if possible of cores that
 * are split anyway.
 */
final class PlacementGrowth {
    private final PlacementProblem problem;
    private final PlacementMap map;
    private final PlacementState state;
    /** How many CPUs of each segment are free, and how many of those are on cores that are free as a whole. */
    private final int[] free;

    private final int[] clean;
    /** The same by the size of those cores, {@link #sizes} numbers for each segment. */
    private final int[] cleanOfSize;

    private final int[] nodeFree;
    /** What may be taken of each segment: scratch. */
    private final int[] room;

    private final int sizes;

    PlacementGrowth(PlacementState state) {
        this.state = state;
        this.problem = state.problem;
        this.map = problem.map;
        this.free = new int[map.segments()];
        this.clean = new int[map.segments()];
        this.room = new int[map.segments()];
        this.nodeFree = new int[map.nodes];
        this.sizes = largestCore() + 1;
        this.cleanOfSize = new int[map.segments() * sizes];
        for (int cpu = 0; cpu < map.cpus(); cpu++) {
            if (state.holder[cpu] == NONE) {
                free[map.segment[cpu]]++;
                nodeFree[map.node[cpu]]++;
                if (isClean(map.core[cpu])) {
                    countClean(cpu, 1);
                }
            }
        }
    }

    private int largestCore() {
        int largest = 0;
        for (int core = 0; core < map.cores; core++) {
            largest = Math.max(largest, map.coreStart[core + 1] - map.coreStart[core]);
        }
        return largest;
    }

    private void countClean(int cpu, int change) {
        int core = map.core[cpu];
        int segment = map.segment[cpu];
        clean[segment] += change;
        cleanOfSize[segment * sizes + map.coreStart[core + 1] - map.coreStart[core]] += change;
    }

    /** @param lacking how many CPUs each share lacks */
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
            if (free[segment] > clean[segment] && state.onLlc(cell, map.llcOf(segment)) > 0) {
                for (int i = map.segmentStart[segment]; left > 0 && i < map.segmentStart[segment + 1]; i++) {
                    int cpu = map.order[i];
                    if (state.holder[cpu] == NONE && completes(cell, map.core[cpu], left)) {
                        give(cpu, share);
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
                room[segment] = 0;
                for (int size = Math.min(left, sizes - 1); size > 0; size--) {
                    room[segment] += cleanOfSize[segment * sizes + size];
                }
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
            room[segment] = free[segment] - clean[segment];
        }
        int segment = bestSegment(share, pool, need);
        boolean breaks = segment == NONE;
        if (breaks) {
            System.arraycopy(free, map.poolSegment[pool], room, map.poolSegment[pool], segments(pool));
            segment = bestSegment(share, pool, need);
        }
        int left = need;
        for (int i = map.segmentStart[segment]; left > 0 && i < map.segmentStart[segment + 1]; i++) {
            int cpu = map.order[i];
            if (state.holder[cpu] == NONE && (breaks || !isClean(map.core[cpu]))) {
                give(cpu, share);
                left--;
            }
        }
        return need - left;
    }

    private int takeClean(int share, int segment, int need) {
        int left = need;
        for (int size = Math.min(sizes - 1, need); size > 0; size--) {
            for (int i = map.segmentStart[segment]; size <= left && i < map.segmentStart[segment + 1]; i++) {
                int core = map.core[map.order[i]];
                if (state.holder[map.order[i]] == NONE
                        && map.coreStart[core + 1] - map.coreStart[core] == size
                        && isClean(core)) {
                    for (int j = map.coreStart[core]; j < map.coreStart[core + 1]; j++) {
                        give(map.byCore[j], share);
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
                long key = key(cell, map.order[map.segmentStart[segment]], need, free[segment]);
                if (key < bestKey) {
                    best = segment;
                    bestKey = key;
                }
            }
        }
        return best;
    }

    /** Less is better: LLCs where the cell is, where all fits, near by, where it fits best; else the roomiest. */
    private long key(int cell, int cpu, int need, int available) {
        int around = nodeFree[map.node[cpu]];
        long key = state.onLlc(cell, map.llc[cpu]) > 0 ? 0 : 1;
        key = key << 1 | (available >= need ? 0 : 1);
        key = key << 1 | (state.onNode(cell, map.node[cpu]) > 0 ? 0 : 1);
        key = key << 14 | tightness(need, available);
        return key << 14 | tightness(need, around);
    }

    private static int tightness(int need, int available) {
        return available >= need ? available : 2 * CpuMask.MAX_CPU - available;
    }

    private void give(int cpu, int share) {
        int core = map.core[cpu];
        if (isClean(core)) {
            for (int i = map.coreStart[core]; i < map.coreStart[core + 1]; i++) {
                countClean(map.byCore[i], -1);
            }
        }
        free[map.segment[cpu]]--;
        nodeFree[map.node[cpu]]--;
        state.give(cpu, share);
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

    private boolean isClean(int core) {
        int pool = map.pool[map.byCore[map.coreStart[core]]];
        for (int i = map.coreStart[core]; i < map.coreStart[core + 1]; i++) {
            int cpu = map.byCore[i];
            if (state.holder[cpu] != NONE || map.pool[cpu] != pool) {
                return false;
            }
        }
        return true;
    }

    private int segments(int pool) {
        return map.poolSegment[pool + 1] - map.poolSegment[pool];
    }
}
