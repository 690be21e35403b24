// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import io.mitosis.cells.model.Cell;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The demand weights of cells that follow from their present usage. */
sealed interface RebalancePlan permits DemandPlan, RebalancePlan.ByUtilization {
    /** Returns the weight of each live cell, finite and not negative. */
    Map<Cell, Double> weights();

    /**
     * Returns whether the plan is worth moving CPUs.
     *
     * @param sizes the number of CPUs that each cell would own: cpusets and bounds may override weights
     * @param points the smallest change of utilisation that counts as material, in percentage points
     */
    boolean worthwhile(Map<Cell, Integer> sizes, double points);

    /**
     * Returns a plan that allows for cpusets and bounds; null if this plan cannot be improved.
     *
     * @param sizes the number of CPUs that each cell would own by this plan
     */
    @Nullable
    RebalancePlan revised(Map<Cell, Integer> sizes);

    /** A plan whose weights are the smoothed utilisation, and that is always worthwhile. */
    record ByUtilization(Map<Cell, Double> weights) implements RebalancePlan {
        public ByUtilization {
            weights = Map.copyOf(weights);
        }

        @Override
        public boolean worthwhile(Map<Cell, Integer> sizes, double points) {
            return true;
        }

        @Override
        public @Nullable RebalancePlan revised(Map<Cell, Integer> sizes) {
            return null;
        }
    }
}
