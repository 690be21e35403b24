// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import io.mitosis.cells.model.Cell;
import java.util.List;
import java.util.Map;

/**
 * Whether new shares are worth a change.
 *
 * <p>Every measurement differs a little from the one before, and so do the shares that follow from it. Moving CPUs for
 * that costs warm caches and helps nobody.
 */
final class ShareChange {
    private final List<CellDemand> demands;
    private final boolean[] saturated;
    private final int[] next;

    /**
     * Compares what cells own with what they would own.
     *
     * @param saturated for each cell whether it may want more than can be measured
     * @param sizes the number of CPUs that each cell would really get
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
     * @param points by how many percentage points it must lower the highest utilisation that it touches
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
     * Returns whether saturated cells get what others clearly do not need, or one of them grows by half; either way
     * without overtaking those who lose what they need.
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

    /** Returns the fewest CPUs that remain to one who loses some that it needs. */
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

    /** Returns whether utilisation tells of demand even where it is beyond a cell's own CPUs. */
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
