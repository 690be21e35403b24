// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import io.mitosis.cells.model.Cell;
import java.util.List;
import java.util.Map;

/**
 * A comparison of present and new shares, to decide whether they are worth a change.
 *
 * <p>Every measurement differs a little from the previous one, and so do the shares that follow from it. Moving CPUs
 * because of such noise loses warm caches and gains nothing.
 */
final class ShareChange {
    private final List<CellDemand> demands;
    private final boolean[] saturated;
    private final int[] next;

    /**
     * Compares the CPUs that cells own with those that they would own.
     *
     * @param saturated for each cell whether it may want more CPUs than can be measured
     * @param sizes the number of CPUs that each cell would own
     */
    ShareChange(List<CellDemand> demands, boolean[] saturated, Map<Cell, Integer> sizes) {
        this.demands = List.copyOf(demands);
        this.saturated = saturated.clone();
        next = new int[saturated.length];
        for (int i = 0; i < next.length; i++) {
            CellDemand demand = this.demands.get(i);
            next[i] = sizes.getOrDefault(demand.cell(), demand.owned());
        }
    }

    /**
     * Returns whether the change is worth it.
     *
     * @param points the percentage points by which it must lower the highest utilisation of the cells that it changes
     */
    boolean worthwhile(double points) {
        return relieves() || ((showsDemand() || !touchesSaturated()) && lowersPeak(points));
    }

    private boolean touchesSaturated() {
        for (int i = 0; i < next.length; i++) {
            if (saturated[i] && next[i] != demands.get(i).owned()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether saturated cells get CPUs that other cells clearly do not need, or one of them grows by half; in
     * either case without overtaking a cell that loses CPUs which it needs.
     */
    private boolean relieves() {
        int slack = 0;
        int gain = 0;
        int before = 0;
        boolean leap = false;
        int poorestLoser = poorestLoser();
        for (int i = 0; i < next.length; i++) {
            CellDemand demand = demands.get(i);
            int growth = next[i] - demand.owned();
            if (!saturated[i]) {
                slack += growth < 0 ? demand.slack() : 0;
            } else if (growth > 0 && next[i] > poorestLoser) {
                return false;
            } else {
                before += demand.owned();
                gain += growth;
                leap |= growth > 0 && growth * 2 >= demand.owned();
            }
        }
        return (leap && !showsDemand()) || (slack > 0 && gain >= Math.max(1.0, before / 20.0));
    }

    /** Returns the fewest CPUs that are left to a cell which loses CPUs that it needs. */
    private int poorestLoser() {
        int poorest = Integer.MAX_VALUE;
        for (int i = 0; i < next.length; i++) {
            CellDemand demand = demands.get(i);
            if (next[i] < demand.owned() && (saturated[i] || next[i] < demand.defended())) {
                poorest = Math.min(poorest, next[i]);
            }
        }
        return poorest;
    }

    /** Returns whether a cell that gains or loses CPUs visibly borrows, so that its utilisation shows its demand. */
    private boolean showsDemand() {
        for (int i = 0; i < next.length; i++) {
            if (next[i] != demands.get(i).owned() && demands.get(i).showsDemand()) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the highest utilisation among the cells that gain or lose falls enough, and by a tenth. */
    private boolean lowersPeak(double points) {
        double before = 0;
        double after = 0;
        for (int i = 0; i < next.length; i++) {
            CellDemand demand = demands.get(i);
            if (next[i] != demand.owned()) {
                before = Math.max(before, demand.utilization());
                after = Math.max(after, demand.utilizationOn(next[i]));
            }
        }
        double least = Math.max(points / 100, before / 10);
        return before > after && before - after >= least;
    }
}
