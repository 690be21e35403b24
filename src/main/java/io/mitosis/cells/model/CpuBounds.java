// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

/**
 * How few and how many CPUs a cell wishes to have. Cpusets, and that every CPU has an owner, count for more.
 *
 * @param min at least 1
 * @param max at least {@code min}
 */
public record CpuBounds(int min, int max) {
    /** No wish. */
    public static final CpuBounds NONE = new CpuBounds(1, Integer.MAX_VALUE);

    /** Refuses bounds that no number fits. */
    public CpuBounds {
        if (min < 1 || max < min) {
            throw new IllegalArgumentException("at least " + min + " and at most " + max + " CPUs");
        }
    }
}
