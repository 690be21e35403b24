// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.limit;

/**
 * Counters of a limit.
 *
 * @param periods the number of periods in which a task ran or waited
 * @param throttled the number of these at whose end the limit was throttled
 * @param nanos the time for which it was throttled, in nanoseconds
 */
public record Throttling(long periods, long throttled, long nanos) {
    static final Throttling NONE = new Throttling(0, 0, 0);

    /** Returns what these counters have grown by since an earlier reading. */
    Throttling since(Throttling before) {
        return new Throttling(periods - before.periods, throttled - before.throttled, nanos - before.nanos);
    }

    /**
     * Returns the periods at whose end it was throttled as a percentage of the periods, at most 100; 0 without periods.
     */
    public double percentOfPeriods() {
        return periods == 0 ? 0.0 : Math.min(100.0, 100.0 * throttled / periods);
    }
}
