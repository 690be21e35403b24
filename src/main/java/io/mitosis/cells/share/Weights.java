// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import java.util.List;

/**
 * Weights as whole numbers in the same proportion.
 *
 * <p>A weight that was written as 0.1 stands for one tenth and not for the binary fraction nearest to it: so all are
 * multiplied by the same power of ten and rounded. The first 15 digits, counted from the first one of the largest
 * weight, are kept; what is smaller than that counts as 0.
 */
final class Weights {
    /** More than any result: times 8192 CPUs, or summed up over as many cells, it still fits a long. */
    private static final double LIMIT = 1e15;

    private static final double LARGEST_SCALE = 1e300;

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
        while (largest * scale < LIMIT / 10 && scale < LARGEST_SCALE) {
            scale *= 10;
        }
        while (largest * scale >= LIMIT) {
            scale /= 10;
        }
        return scale;
    }
}
