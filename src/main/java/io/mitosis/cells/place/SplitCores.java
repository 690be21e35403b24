// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import static io.mitosis.cells.place.PlacementShares.NONE;

/** Unites split cores: a CPU of such a core is swapped for another CPU of a cell that is on the core as well. */
final class SplitCores {
    private final PlacementProblem problem;
    private final PlacementMap map;
    private final PlacementState state;
    private final PlacementSwaps swaps;
    private final PlacementBudget budget;

    SplitCores(PlacementState state, PlacementSwaps swaps, PlacementBudget budget) {
        this.problem = state.problem;
        this.map = problem.map;
        this.state = state;
        this.swaps = swaps;
        this.budget = budget;
    }

    /** Unites as many split cores as it can. Returns the cost, 0 or less: 0 if nothing helps. */
    long mend() {
        long cost = 0;
        for (int core = 0; core < map.cores; core++) {
            if (state.isSplit(core)) {
                cost += mend(core);
            }
        }
        return cost;
    }

    private long mend(int core) {
        for (int i = 0; i < map.coreSize(core); i++) {
            int cpu = map.cpuOfCore(core, i);
            for (int j = 0; j < map.coreSize(core) && !problem.fixed[cpu]; j++) {
                long cost = swapForOneOf(state.cell(map.cpuOfCore(core, j)), cpu);
                if (cost < 0) {
                    return cost;
                }
            }
        }
        return 0;
    }

    private long swapForOneOf(int cell, int cpu) {
        int share = cell == state.cell(cpu) ? NONE : problem.shares.of(cell, map.pool[cpu]);
        if (share == NONE) {
            return 0;
        }
        int best = NONE;
        long bestCost = 0;
        for (int at = swaps.start(share); at < swaps.end(share) && !budget.isSpent(); at++) {
            int other = swaps.member(at);
            budget.spend(1);
            if (map.core[other] != map.core[cpu] && swaps.maySwap(cpu, other)) {
                long cost = state.swapCost(cpu, other);
                if (cost < bestCost) {
                    bestCost = cost;
                    best = other;
                }
            }
        }
        return best == NONE ? 0 : swaps.swap(cpu, best);
    }
}
