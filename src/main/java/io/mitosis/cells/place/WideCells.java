// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import static io.mitosis.cells.place.PlacementShares.NONE;

/** Narrows cells that span many LLCs: their CPUs on an LLC where they have few are swapped for CPUs on their others. */
final class WideCells {
    /** A cell is moved off an LLC only if it has at most this many CPUs there. */
    private static final int MAX_MOVED = 8;

    private static final long IMPOSSIBLE = Long.MAX_VALUE;

    private final PlacementProblem problem;
    private final PlacementMap map;
    private final PlacementShares shares;
    private final PlacementState state;
    private final PlacementSwaps swaps;
    private final PlacementBudget budget;

    WideCells(PlacementState state, PlacementSwaps swaps, PlacementBudget budget) {
        this.problem = state.problem;
        this.map = problem.map;
        this.shares = problem.shares;
        this.state = state;
        this.swaps = swaps;
        this.budget = budget;
    }

    /** Narrows as many cells as it can. Returns the cost, 0 or less: 0 if nothing helps. */
    long narrow() {
        long cost = 0;
        for (int cell = 0; cell < shares.cells(); cell++) {
            int span = 0;
            for (int llc = 0; llc < map.llcs; llc++) {
                span += state.onLlc(cell, llc) > 0 ? 1 : 0;
            }
            for (int llc = 0; span > problem.leastLlcs[cell] && llc < map.llcs && !budget.isSpent(); llc++) {
                int held = state.onLlc(cell, llc);
                if (held > 0 && held <= MAX_MOVED && mayLeave(cell, llc)) {
                    cost += leave(cell, llc);
                }
            }
        }
        return cost;
    }

    private boolean mayLeave(int cell, int llc) {
        for (int i = shares.cellStart[cell]; i < shares.cellStart[cell + 1]; i++) {
            int share = shares.byCell[i];
            budget.spend(1);
            for (int at = swaps.start(share); at < swaps.end(share); at++) {
                int cpu = swaps.member(at);
                if (map.llc[cpu] == llc && problem.fixed[cpu]) {
                    return false;
                }
            }
        }
        return true;
    }

    private long leave(int cell, int llc) {
        int start = swaps.made();
        long cost = 0;
        while (state.onLlc(cell, llc) > 0) {
            long step = moveAway(cell, cpuOn(cell, llc));
            if (step == IMPOSSIBLE) {
                swaps.undo(start);
                return 0;
            }
            cost += step;
        }
        if (cost >= 0) {
            swaps.undo(start);
        }
        return Math.min(cost, 0);
    }

    private int cpuOn(int cell, int llc) {
        for (int i = shares.cellStart[cell]; i < shares.cellStart[cell + 1]; i++) {
            int share = shares.byCell[i];
            for (int at = swaps.start(share); at < swaps.end(share); at++) {
                if (map.llc[swaps.member(at)] == llc) {
                    return swaps.member(at);
                }
            }
        }
        throw new IllegalStateException("cell " + cell + " has no CPU on LLC " + llc);
    }

    /** Swaps a CPU or its core for the CPU or core on another LLC of the cell at the least cost. Returns the cost. */
    private long moveAway(int cell, int cpu) {
        int core = map.core[cpu];
        long best = IMPOSSIBLE;
        int bestCpu = NONE;
        boolean bestIsCore = false;
        int pool = map.pool[cpu];
        for (int segment = map.poolSegment[pool]; segment < map.poolSegment[pool + 1]; segment++) {
            int llc = map.llcOf(segment);
            boolean wanted = llc != map.llc[cpu] && state.onLlc(cell, llc) > 0 && !budget.isSpent();
            for (int at = map.segmentStart[segment]; wanted && at < map.segmentStart[segment + 1]; at++) {
                int other = map.order[at];
                budget.spend(1);
                if (state.cell(other) != cell && swaps.maySwap(cpu, other)) {
                    long cost = state.swapCost(cpu, other);
                    if (cost < best) {
                        best = cost;
                        bestCpu = other;
                        bestIsCore = false;
                    }
                }
                if (mayMoveCore(cell, core, other)) {
                    budget.spend(4);
                    long cost = swaps.swapCoresCost(core, map.core[other]);
                    if (cost < best) {
                        best = cost;
                        bestCpu = other;
                        bestIsCore = true;
                    }
                }
            }
        }
        if (bestCpu == NONE) {
            return IMPOSSIBLE;
        }
        return bestIsCore ? swaps.swapCores(core, map.core[bestCpu]) : swaps.swap(cpu, bestCpu);
    }

    private boolean mayMoveCore(int cell, int core, int firstOfOther) {
        int other = map.core[firstOfOther];
        return map.cpuOfCore(other, 0) == firstOfOther
                && !state.isOnCore(cell, other)
                && swaps.maySwapCores(core, other);
    }
}
