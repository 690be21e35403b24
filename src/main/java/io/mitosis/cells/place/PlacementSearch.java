// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

/**
 * The third step of a placement: CPUs and cores change holders as long as that makes the placement better. On a small
 * machine changes for the worse are tried too, if others that make up for them follow.
 */
final class PlacementSearch {
    /** On how many CPUs at most there is time for detours. */
    private static final int SMALL = 64;

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
        boolean better = map.cpus() <= SMALL;
        while (better) {
            better = false;
            for (int one = 0; one < map.cpus(); one++) {
                for (int other = 0; other < map.cpus(); other++) {
                    better |= !budget.isSpent() && state.maySwap(one, other) && detour(one, other);
                }
            }
        }
    }

    /** Makes a swap, and returns whether the placement is better after what it brings about; if not it is as before. */
    private boolean detour(int one, int other) {
        int start = swaps.made();
        long cost = swaps.swap(one, other);
        // Pinned, or the first thing to help would be to swap them back.
        swaps.pin(one);
        cost += descend();
        swaps.pin(PlacementShares.NONE);
        cost += descend();
        if (cost >= 0) {
            swaps.undo(start);
        }
        return cost < 0;
    }

    /** Makes the placement better by single changes as long as there are any, and returns how much worse it is then. */
    private long descend() {
        long cost = 0;
        long step = -1;
        while (step < 0 && !budget.isSpent()) {
            // A look at every core, and at every LLC of every cell, even if nothing is amiss there.
            budget.spend(map.cores / 8 + map.llcs * shares.cells() / 16 + 1);
            step = splitCores.mend() + wideCells.narrow();
            cost += step;
        }
        return cost;
    }
}
