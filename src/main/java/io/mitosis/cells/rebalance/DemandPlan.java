// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import io.mitosis.cells.model.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Weights that make certain numbers of CPUs come out, which are acted on if they are a material change.
 *
 * <p>Cpusets and bounds may give a cell more or less than it should have, at the cost of all others. Such a cell is
 * pinned to what it gets, and the rest is planned anew for the others.
 *
 * @param demands of all live cells
 * @param cpus how many CPUs there are
 * @param pinned the cells whose number of CPUs does not follow their weight, with that number
 */
record DemandPlan(List<CellDemand> demands, int cpus, Map<Cell, Integer> pinned) implements RebalancePlan {
    /** From this part of all CPUs on, which are busy then, there is nothing left to borrow. */
    private static final double FULL = 0.98;
    /** Every revision costs an assignment, and the first ones bring the most. */
    private static final int MOST_PINNED = 8;
    /** A configured weight below this one is as good as none. */
    private static final double LEAST_WEIGHT = 1e-9;

    DemandPlan {
        demands = List.copyOf(demands);
        pinned = Map.copyOf(pinned);
    }

    static DemandPlan of(List<CellDemand> demands, int cpus) {
        return new DemandPlan(demands, cpus, Map.of());
    }

    /**
     * Returns the weights that make the planned numbers come out when they are multiplied with the configured ones:
     * every cell gets one CPU, and what is left is divided in proportion to weight.
     */
    @Override
    public Map<Cell, Double> weights() {
        Map<Cell, Integer> shares = shares();
        Map<Cell, Double> weights = new HashMap<>();
        for (CellDemand demand : demands) {
            double configured = demand.weight() >= LEAST_WEIGHT ? demand.weight() : 1.0;
            weights.put(demand.cell(), (shares.getOrDefault(demand.cell(), 1) - 1) / configured);
        }
        return Map.copyOf(weights);
    }

    @Override
    public boolean worthwhile(Map<Cell, Integer> sizes, double points) {
        return new ShareChange(demands, saturated(demands), sizes).worthwhile(points);
    }

    @Override
    public @Nullable RebalancePlan revised(Map<Cell, Integer> sizes) {
        Map<Cell, Integer> shares = shares();
        Cell worst = null;
        int most = 0;
        for (CellDemand demand : demands) {
            int share = shares.getOrDefault(demand.cell(), 0);
            int off = Math.abs(sizes.getOrDefault(demand.cell(), share) - share);
            if (off > most && !pinned.containsKey(demand.cell())) {
                worst = demand.cell();
                most = off;
            }
        }
        // The last one gets what is left in any case.
        if (worst == null || pinned.size() >= Math.min(MOST_PINNED, demands.size() - 1)) {
            return null;
        }
        Map<Cell, Integer> next = new HashMap<>(pinned);
        next.put(worst, sizes.getOrDefault(worst, 1));
        return new DemandPlan(demands, cpus, next);
    }

    private Map<Cell, Integer> shares() {
        List<CellDemand> free = new ArrayList<>();
        int left = cpus;
        for (CellDemand demand : demands) {
            int taken = pinned.getOrDefault(demand.cell(), 0);
            left -= taken;
            if (taken == 0) {
                free.add(demand);
            }
        }
        int[] shares = new DemandShares(free, saturated(free), left).shares();
        Map<Cell, Integer> result = new HashMap<>(pinned);
        for (int i = 0; i < shares.length; i++) {
            result.put(free.get(i).cell(), shares[i]);
        }
        return result;
    }

    private boolean[] saturated(List<CellDemand> some) {
        double busy = 0;
        for (CellDemand demand : demands) {
            busy += demand.busy();
        }
        boolean[] saturated = new boolean[some.size()];
        for (int i = 0; i < saturated.length; i++) {
            saturated[i] = some.get(i).saturated(busy < FULL * cpus);
        }
        return saturated;
    }
}
