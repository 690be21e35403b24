// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import io.mitosis.cells.model.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Weights that lead to planned numbers of CPUs, and are acted on if they are a material change.
 *
 * <p>Cpusets and bounds may give a cell more or fewer CPUs than planned, at the cost of all other cells. Such a cell is
 * pinned to the number that it gets, and the remaining CPUs are planned anew for the other cells.
 *
 * @param demands the demands of all live cells
 * @param cpus the number of CPUs
 * @param pinned the cells whose number of CPUs does not follow their weight, with that number
 */
record DemandPlan(List<CellDemand> demands, int cpus, Map<Cell, Integer> pinned) implements RebalancePlan {
    /** The utilisation of the machine from which on no idle CPU is left to borrow. */
    private static final double FULL = 0.98;
    /** The largest number of revisions: each costs an assignment, and the first ones bring the most. */
    private static final int MAX_PINNED = 8;
    /** The smallest configured weight that counts; below it a cell is planned as if its weight were 1. */
    private static final double MIN_WEIGHT = 1e-9;

    DemandPlan {
        demands = List.copyOf(demands);
        pinned = Map.copyOf(pinned);
    }

    static DemandPlan of(List<CellDemand> demands, int cpus) {
        return new DemandPlan(demands, cpus, Map.of());
    }

    /**
     * Returns the weights that, multiplied with the configured ones, lead to the planned numbers: every cell gets one
     * CPU, and the remaining CPUs are divided in proportion to weight.
     */
    @Override
    public Map<Cell, Double> weights() {
        Map<Cell, Integer> shares = shares();
        Map<Cell, Double> weights = new HashMap<>();
        for (CellDemand demand : demands) {
            double configured = demand.weight() >= MIN_WEIGHT ? demand.weight() : 1.0;
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
        // The last cell gets the remaining CPUs in any case.
        if (worst == null || pinned.size() >= Math.min(MAX_PINNED, demands.size() - 1)) {
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
