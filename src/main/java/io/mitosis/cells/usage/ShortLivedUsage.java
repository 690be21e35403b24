// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

/**
 * The usage by all cells that did not live at both ends of an interval, summed up. The number of CPUs that they owned,
 * and for how long, is unknown.
 *
 * @param cpus the number of CPUs on which their tasks ran, 0 or more
 * @param counted the sum of their counters
 * @param runningNanos the run time of their tasks, in nanoseconds
 */
public record ShortLivedUsage(int cpus, CellCounters counted, long runningNanos) {
    /** The usage in an interval in which no cell came or went. */
    public static final ShortLivedUsage NONE = new ShortLivedUsage(0, CellCounters.ZERO, 0);

    /** Returns their utilisation of these CPUs in percent of an interval: 0 to 100, 0 if no task ran. */
    public double utilizationPercent(long elapsedNanos) {
        return Percent.ofCpusAtMost(runningNanos, cpus, elapsedNanos);
    }
}
