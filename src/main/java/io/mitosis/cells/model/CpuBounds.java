// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

/**
 * The fewest and the most CPUs that a cell wishes to have. Cpusets take precedence, and so does the rule that every CPU
 * has an owner.
 *
 * @param min the fewest CPUs, at least 1
 * @param max the most CPUs, at least {@code min}
 */
public record CpuBounds(int min, int max) {
    /** No bounds: one CPU, as for every cell, or more. */
    public static final CpuBounds NONE = new CpuBounds(1, Integer.MAX_VALUE);

    /** Refuses bounds that no number of CPUs satisfies. */
    public CpuBounds {
        if (min < 1 || max < min) {
            throw new IllegalArgumentException("at least " + min + " and at most " + max + " CPUs");
        }
    }

    /** Returns these bounds with a maximum that is not above a number of CPUs, unless the minimum is. */
    public CpuBounds atMost(int cpus) {
        return new CpuBounds(min, Math.max(min, Math.min(max, cpus)));
    }
}
