// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

/** Shares in percent that are never NaN: a part of nothing is 0. */
final class Percent {
    private Percent() {}

    static double of(long part, long whole) {
        return whole == 0 ? 0.0 : 100.0 * part / whole;
    }

    /** Returns the part of what CPUs could do in a time. */
    static double ofCpus(long part, int cpus, long elapsedNanos) {
        return of(part, cpus * elapsedNanos);
    }

    /**
     * Returns the same, 100 at most: a running task is booked at its CPU's ticks, so that what is read can be a tick
     * more than the interval holds.
     */
    static double ofCpusAtMost(long part, int cpus, long elapsedNanos) {
        return Math.min(100.0, ofCpus(part, cpus, elapsedNanos));
    }
}
