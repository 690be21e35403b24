// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import java.util.Arrays;
import java.util.List;

/**
 * How many CPUs each cell should have, in whole CPUs and at least one.
 *
 * <p>If every cell's demand is known, CPUs go one by one to the cell that would be utilised most: that makes the
 * highest utilisation as low as whole CPUs allow, and all of them alike where they are not tiny.
 *
 * <p>The demand of a saturated cell is not known. Such cells get all that the others do not need, at once, however much
 * it is: the measurement after that tells how much it should have been. If that is not enough for a doubling, the
 * others' needs count only as far as everybody can have as much.
 */
final class DemandShares {
    /** The part of an equal share that is taken for every cell's least demand, lest nothing be divided by nothing. */
    private static final double LEAST = 0.01;

    private final List<CellDemand> demands;
    private final boolean[] saturated;
    private final int cpus;

    /**
     * Takes stock.
     *
     * @param demands of the cells
     * @param saturated for each cell whether it may want more than can be measured
     * @param cpus how many CPUs there are for them, at least one a cell
     */
    DemandShares(List<CellDemand> demands, boolean[] saturated, int cpus) {
        this.demands = List.copyOf(demands);
        this.saturated = saturated.clone();
        this.cpus = cpus;
    }

    /** Returns the number of CPUs of each cell; together they are all CPUs. */
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
            wanted[i] = demand.weight() * Math.max(demand.busy(), LEAST * cpus / needs.length);
        }
        int[] ones = new int[needs.length];
        Arrays.fill(ones, 1);
        // Where the needs can be met it makes a difference only if weights differ.
        return divide(Arrays.stream(needs).sum() <= cpus ? needs : ones, wanted);
    }

    /** Meets the claims as far as everybody who claims more can have as much by weight. */
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

    /** Of equal ones the one that owns more comes first: it is more likely to own that CPU now. */
    private boolean isPoorer(int cell, int other, int[] shares) {
        double one = shares[cell] * demands.get(other).weight();
        double two = shares[other] * demands.get(cell).weight();
        return one != two
                ? one < two
                : demands.get(cell).owned() > demands.get(other).owned();
    }

    /** Gives what is left, one by one, to the cell that wants most for each CPU that it has. */
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
