// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import static io.mitosis.cells.place.PlacementShares.NONE;

/**
 * The first step of a placement: every share gets the CPUs back that it held before, and a share that holds too many
 * gives some up. The LLCs with its fewest CPUs are given up first, so that the cell leaves as many LLCs as it can.
 */
final class RetainPrevious {
    private final PlacementProblem problem;
    private final PlacementMap map;
    private final PlacementState state;
    /** The CPUs that each share held before, by share, LLC and core. */
    private final int[] kept;

    /** The index in {@link #kept} where each share begins, and the end of the last share. */
    private final int[] keptStart;

    private RetainPrevious(PlacementState state) {
        this.state = state;
        this.problem = state.problem;
        this.map = problem.map;
        int shares = problem.shares.shares();
        this.keptStart = new int[shares + 1];
        for (int share : problem.before) {
            if (share != NONE) {
                keptStart[share + 1]++;
            }
        }
        for (int share = 0; share < shares; share++) {
            keptStart[share + 1] += keptStart[share];
        }
        this.kept = new int[keptStart[shares]];
        int[] next = keptStart.clone();
        for (int cpu : map.order) {
            int share = problem.before[cpu];
            if (share != NONE) {
                kept[next[share]++] = cpu;
                state.give(cpu, share);
            }
        }
    }

    /** Retains the previous CPUs, and returns the number of CPUs that each share still lacks. */
    static int[] lacking(PlacementState state) {
        RetainPrevious retained = new RetainPrevious(state);
        int[] lacking = state.problem.shares.count.clone();
        for (int share = 0; share < lacking.length; share++) {
            lacking[share] -= retained.keptStart[share + 1] - retained.keptStart[share];
            while (lacking[share] < 0) {
                lacking[share] += retained.fromOneLlc(share, -lacking[share]);
            }
        }
        return lacking;
    }

    /** Gives up CPUs of the LLC that is best to leave, at most {@code excess}. Returns their number. */
    private int fromOneLlc(int share, int excess) {
        int cell = problem.shares.cell[share];
        int best = NONE;
        int bestHeld = 0;
        long bestKey = Long.MAX_VALUE;
        int start = keptStart[share];
        while (start < keptStart[share + 1]) {
            int llc = map.llc[kept[start]];
            int held = 0;
            int end = start;
            for (; end < keptStart[share + 1] && map.llc[kept[end]] == llc; end++) {
                held += state.holder[kept[end]] == share ? 1 : 0;
            }
            if (held > 0) {
                boolean canLeave = held <= excess && state.onLlc(cell, llc) == held;
                long key = (canLeave ? 0L : 1L << 40) + held;
                if (key <= bestKey) {
                    best = start;
                    bestHeld = held;
                    bestKey = key;
                }
            }
            start = end;
        }
        int count = Math.min(bestHeld, excess);
        fromCores(share, best, count);
        return count;
    }

    /** Gives up CPUs of an LLC: first on cores that are split anyway, then whole cores, then parts of a core. */
    private void fromCores(int share, int first, int count) {
        int left = count;
        int llc = map.llc[kept[first]];
        int last = first;
        while (last + 1 < keptStart[share + 1] && map.llc[kept[last + 1]] == llc) {
            last++;
        }
        for (int step = 0; step < 3 && left > 0; step++) {
            int end = last;
            while (end >= first && left > 0) {
                int core = map.core[kept[end]];
                int start = end;
                while (start > first && map.core[kept[start - 1]] == core) {
                    start--;
                }
                int held = 0;
                for (int i = start; i <= end; i++) {
                    held += state.holder[kept[i]] == share ? 1 : 0;
                }
                boolean takes = switch (step) {
                    case 0 -> held <= left && state.isSplit(core);
                    case 1 -> held <= left;
                    default -> true;
                };
                for (int i = end; takes && i >= start && left > 0; i--) {
                    if (state.holder[kept[i]] == share) {
                        state.release(kept[i]);
                        left--;
                    }
                }
                end = start - 1;
            }
        }
    }
}
