// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

/** Percentages that are never NaN: a part of nothing is 0. */
final class Percent {
    private Percent() {}

    static double of(long part, long total) {
        return total == 0 ? 0.0 : 100.0 * part / total;
    }

    /** Returns a run time in percent of the time that some CPUs had together. */
    static double ofCpus(long part, int cpus, long elapsedNanos) {
        return of(part, cpus * elapsedNanos);
    }

    /**
     * Returns a run time in percent of the time that some CPUs had together, at most 100: run time is accounted at
     * ticks, so it can exceed the interval by a tick.
     */
    static double ofCpusAtMost(long part, int cpus, long elapsedNanos) {
        return Math.min(100.0, ofCpus(part, cpus, elapsedNanos));
    }
}
