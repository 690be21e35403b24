// SPDX-License-Identifier: Apache-2.0
package io.mitosis.demand;

import io.mitosis.cell.Cell;
import java.util.List;
import java.util.Map;

/** What cells would weigh by what they do now. */
sealed interface RebalancePlan {
    /** Returns the weight of each live cell, finite and not negative. */
    Map<Cell, Double> weights();

    /**
     * Returns whether it is worth moving CPUs for.
     *
     * @param sizes how many CPUs each cell would really own: cpusets and bounds may stand in the way of weights
     * @param points what counts as a material change of utilisation, in percentage points
     */
    boolean worthwhile(Map<Cell, Integer> sizes, double points);

    /** Weights that are the smoothed utilisation, which is acted on whatever comes of it. */
    record ByUtilization(Map<Cell, Double> weights) implements RebalancePlan {
        public ByUtilization {
            weights = Map.copyOf(weights);
        }

        @Override
        public boolean worthwhile(Map<Cell, Integer> sizes, double points) {
            return true;
        }
    }

    /** Weights that make certain shares come out, which are acted on if they are a material change. */
    record ByDemand(List<CellDemand> demands, int cpus) implements RebalancePlan {
        public ByDemand {
            demands = List.copyOf(demands);
        }

        @Override
        public Map<Cell, Double> weights() {
            return shares().weights();
        }

        @Override
        public boolean worthwhile(Map<Cell, Integer> sizes, double points) {
            return new ShareChange(demands, shares().saturated(), sizes).worthwhile(points);
        }

        private DemandShares shares() {
            return new DemandShares(demands, cpus);
        }
    }
}
