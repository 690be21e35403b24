// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

/**
 * The third step of a placement: CPUs and cores change holders as long as that makes the placement better. On a small
 * machine a change for the worse is tried too, and kept if changes that follow from it outweigh it.
 */
final class PlacementSearch {
    /** The largest number of CPUs for which there is time for detours. */
    private static final int MAX_CPUS_FOR_DETOURS = 64;

    private final PlacementMap map;
    private final PlacementShares shares;
    private final PlacementState state;
    private final PlacementSwaps swaps;
    private final PlacementBudget budget = new PlacementBudget();
    private final SplitCores splitCores;
    private final WideCells wideCells;

    PlacementSearch(PlacementState state) {
        this.state = state;
        this.map = state.problem.map;
        this.shares = state.problem.shares;
        this.swaps = new PlacementSwaps(state);
        this.splitCores = new SplitCores(state, swaps, budget);
        this.wideCells = new WideCells(state, swaps, budget);
    }

    void improve() {
        descend();
        boolean better = map.cpus() <= MAX_CPUS_FOR_DETOURS;
        while (better) {
            better = false;
            for (int one = 0; one < map.cpus(); one++) {
                for (int other = 0; other < map.cpus(); other++) {
                    better |= !budget.isSpent() && state.maySwap(one, other) && detour(one, other);
                }
            }
        }
    }

    /** Makes a swap and the improvements that follow from it. Returns false, and undoes all, if the sum is no gain. */
    private boolean detour(int one, int other) {
        int start = swaps.made();
        long cost = swaps.swap(one, other);
        // Without the pin, the first improvement found would be to swap the CPUs back.
        swaps.pin(one);
        cost += descend();
        swaps.pin(PlacementShares.NONE);
        cost += descend();
        if (cost >= 0) {
            swaps.undo(start);
        }
        return cost < 0;
    }

    /** Improves the placement by single changes as long as there are any. Returns the sum of their costs, 0 or less. */
    private long descend() {
        long cost = 0;
        long step = -1;
        while (step < 0 && !budget.isSpent()) {
            // The cost of looking at every core and every LLC of every cell, even where nothing can be improved.
            budget.spend(map.cores / 8 + map.llcs * shares.cells() / 16 + 1);
            step = splitCores.mend() + wideCells.narrow();
            cost += step;
        }
        return cost;
    }
}
