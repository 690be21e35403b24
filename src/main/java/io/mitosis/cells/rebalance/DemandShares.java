// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import java.util.Arrays;
import java.util.List;

/**
 * The number of CPUs that each cell should have by demand, at least one.
 *
 * <p>If the demand of every cell is known, CPUs go one by one to the cell that would be utilised most. This makes the
 * highest utilisation as low as possible, and the utilisation of all but tiny cells equal.
 *
 * <p>The demand of a saturated cell is not known. Saturated cells get all CPUs that other cells do not need at once:
 * the next measurement shows their demand. If that does not double them, the needs of other cells count only as far as
 * every cell can have as much.
 */
final class DemandShares {
    /** The smallest demand of a cell as a part of an equal share, so that there is always a demand to divide by. */
    private static final double MIN_DEMAND = 0.01;

    private final List<CellDemand> demands;
    private final boolean[] saturated;
    private final int cpus;

    /**
     * Prepares shares.
     *
     * @param demands the demands of the cells
     * @param saturated for each cell whether it may want more CPUs than can be measured
     * @param cpus the number of CPUs to share, at least one for each cell
     */
    DemandShares(List<CellDemand> demands, boolean[] saturated, int cpus) {
        this.demands = List.copyOf(demands);
        this.saturated = saturated.clone();
        this.cpus = cpus;
    }

    /** Returns the number of CPUs of each cell; the numbers add up to that of all CPUs. */
    int[] shares() {
        int[] claims = new int[saturated.length];
        double[] wanted = new double[saturated.length];
        boolean known = true;
        for (int i = 0; i < claims.length; i++) {
            CellDemand demand = demands.get(i);
            claims[i] = saturated[i] ? demand.claim() : demand.defended();
            wanted[i] = saturated[i] ? demand.weight() * demand.owned() : 0;
            known &= !saturated[i];
        }
        return known ? equalised() : divide(meet(claims), wanted);
    }

    private int[] equalised() {
        int[] needs = new int[demands.size()];
        double[] wanted = new double[needs.length];
        for (int i = 0; i < needs.length; i++) {
            CellDemand demand = demands.get(i);
            needs[i] = demand.need();
            wanted[i] = demand.weight() * Math.max(demand.busy(), MIN_DEMAND * cpus / needs.length);
        }
        int[] ones = new int[needs.length];
        Arrays.fill(ones, 1);
        // To start from the needs, where they can be met, matters only if weights differ.
        return divide(Arrays.stream(needs).sum() <= cpus ? needs : ones, wanted);
    }

    /** Meets the claims one CPU at a time, always that of the cell with the fewest CPUs by weight. */
    private int[] meet(int[] claims) {
        int[] shares = new int[claims.length];
        Arrays.fill(shares, 1);
        for (int left = cpus - shares.length; left > 0; left--) {
            int poorest = -1;
            for (int i = 0; i < shares.length; i++) {
                if (shares[i] < claims[i] && (poorest < 0 || isPoorer(i, poorest, shares))) {
                    poorest = i;
                }
            }
            if (poorest < 0) {
                return shares;
            }
            shares[poorest]++;
        }
        return shares;
    }

    /** Compares cells by CPUs per weight. Of equal cells the larger owner comes first: it likely owns that CPU now. */
    private boolean isPoorer(int cell, int other, int[] shares) {
        double one = shares[cell] * demands.get(other).weight();
        double two = shares[other] * demands.get(cell).weight();
        return one != two
                ? one < two
                : demands.get(cell).owned() > demands.get(other).owned();
    }

    /** Gives the remaining CPUs one by one to the cell with the largest demand for each CPU that it has. */
    private int[] divide(int[] shares, double[] wanted) {
        for (int left = cpus - Arrays.stream(shares).sum(); left > 0; left--) {
            int busiest = 0;
            for (int i = 1; i < shares.length; i++) {
                if (wanted[i] * shares[busiest] > wanted[busiest] * shares[i]) {
                    busiest = i;
                }
            }
            shares[busiest]++;
        }
        return shares;
    }
}
