// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

/**
 * What those cells did together over an interval that did not live at both of its ends. How many CPUs they owned, and
 * for how long, nobody knows.
 *
 * @param cpus the number of CPUs on which they ran, 0 or more
 * @param counted what was counted for them
 * @param runningNanos how long their tasks ran, in nanoseconds
 */
public record ShortLivedUsage(int cpus, CellCounters counted, long runningNanos) {
    /** That of an interval in which no cell came or went. */
    public static final ShortLivedUsage NONE = new ShortLivedUsage(0, CellCounters.ZERO, 0);

    /** Returns how busy they kept these CPUs, in percent of an interval: 0 to 100, 0 if they did not run. */
    public double utilizationPercent(long elapsedNanos) {
        return Percent.ofCpusAtMost(runningNanos, cpus, elapsedNanos);
    }
}
