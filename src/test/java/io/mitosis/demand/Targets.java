// SPDX-License-Identifier: Apache-2.0
package io.mitosis.demand;

import java.util.Arrays;

/** The rule by which weights become numbers of CPUs, written once more for simulations. */
final class Targets {
    private Targets() {}

    /** Every cell gets 1; the rest goes by weight, whole parts first, then one each by largest fraction. */
    static int[] of(int cpus, double[] weights) {
        double sum = Arrays.stream(weights).sum();
        int rest = cpus - weights.length;
        int[] targets = new int[weights.length];
        double[] fractions = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            double share = sum == 0 ? (double) rest / weights.length : rest * weights[i] / sum;
            targets[i] = 1 + (int) share;
            fractions[i] = share - (int) share;
        }
        for (int left = cpus - Arrays.stream(targets).sum(); left > 0; left--) {
            int largest = 0;
            for (int i = 1; i < fractions.length; i++) {
                if (fractions[i] > fractions[largest]) {
                    largest = i;
                }
            }
            targets[largest]++;
            fractions[largest] = -1;
        }
        return targets;
    }
}
