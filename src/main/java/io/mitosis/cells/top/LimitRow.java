// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import java.util.Comparator;

/**
 * The limit of a cgroup as the server reports it. Times are in microseconds.
 *
 * @param cgroup the path of the cgroup, not made printable
 * @param quota the running time for each period
 * @param period the length of a period
 * @param periods the periods of the last interval in which a task ran or waited
 * @param throttledPercent the part of these periods at whose end it was throttled
 * @param throttled the time for which it was throttled in the last interval
 * @param longest the longest time for which it was ever throttled
 * @param waiting the number of throttled tasks
 * @param throttledNow whether it is throttled now
 */
record LimitRow(
        String cgroup,
        long quota,
        long period,
        long periods,
        double throttledPercent,
        long throttled,
        long longest,
        long waiting,
        boolean throttledNow) {
    private static final Comparator<LimitRow> LEAST_FIRST =
            Comparator.comparingLong(LimitRow::throttled).thenComparingLong(LimitRow::waiting);

    /** Returns the order by throttled time, the longest first, or the reverse. Equal rows are ordered by cgroup. */
    static Comparator<LimitRow> order(boolean reversed) {
        return (reversed ? LEAST_FIRST : LEAST_FIRST.reversed()).thenComparing(LimitRow::cgroup);
    }

    /** Returns the number of CPUs that the limit allows. */
    double cpus() {
        return period == 0 ? 0 : (double) quota / period;
    }
}
