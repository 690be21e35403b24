// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import io.mitosis.cells.model.Cell;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What cells would weigh by what they do now. */
sealed interface RebalancePlan permits DemandPlan, RebalancePlan.ByUtilization {
    /** Returns the weight of each live cell, finite and not negative. */
    Map<Cell, Double> weights();

    /**
     * Returns whether it is worth moving CPUs for.
     *
     * @param sizes how many CPUs each cell would really own: cpusets and bounds may stand in the way of weights
     * @param points what counts as a material change of utilisation, in percentage points
     */
    boolean worthwhile(Map<Cell, Integer> sizes, double points);

    /**
     * Returns a plan that makes more of what can be had, null if this one is as good as any.
     *
     * @param sizes how many CPUs each cell would really own
     */
    @Nullable
    RebalancePlan revised(Map<Cell, Integer> sizes);

    /** Weights that are the smoothed utilisation, which is acted on whatever comes of it. */
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
