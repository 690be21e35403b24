// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import java.util.List;

/**
 * Weights as integers in equal proportion.
 *
 * <p>A weight that was written as 0.1 stands for one tenth and not for the nearest binary fraction. All weights are
 * therefore multiplied by one power of ten and rounded. The 15 most significant digits of the largest weight are kept;
 * weights below the last of these digits count as 0.
 */
final class Weights {
    /** An upper bound of all results: times 8192 CPUs, or summed over as many cells, it fits a long. */
    private static final double LIMIT = 1e15;

    private static final double MAX_SCALE = 1e300;

    private Weights() {}

    static long[] of(List<Candidate> cells) {
        double largest = 0;
        for (Candidate cell : cells) {
            largest = Math.max(largest, cell.request().weight());
        }
        double scale = scale(largest);
        long[] weights = new long[cells.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.round(cells.get(i).request().weight() * scale);
        }
        return weights;
    }

    private static double scale(double largest) {
        double scale = 1;
        while (largest * scale < LIMIT / 10 && scale < MAX_SCALE) {
            scale *= 10;
        }
        while (largest * scale >= LIMIT) {
            scale /= 10;
        }
        return scale;
    }
}
