// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.limit;

/**
 * A limit that is in force, and what it did. Times are in nanoseconds.
 *
 * @param cgid the id of the cgroup that has the limit
 * @param quota the running time for each period
 * @param period the length of a period
 * @param burst the unused quota that may be kept
 * @param total the counters since mitosis has known the limit
 * @param interval the counters of the last interval
 * @param longest the longest time for which it was throttled, up to now if it still is
 * @param waiting the number of throttled tasks
 * @param throttled whether it is throttled now
 */
public record LimitUsage(
        long cgid,
        long quota,
        long period,
        long burst,
        Throttling total,
        Throttling interval,
        long longest,
        long waiting,
        boolean throttled) {}
