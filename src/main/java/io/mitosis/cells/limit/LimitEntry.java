// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.limit;

/**
 * An entry of the BPF side's table of limits, {@code struct limit}, as it was read while programs changed it. Times are
 * in nanoseconds, moments are of the clock of {@link System#nanoTime}.
 *
 * @param serial the number that tells the limit from all others since the boot
 * @param cgid the id of the cgroup that has the limit
 * @param quota the running time for each period, or {@link #NO_QUOTA}
 * @param period the length of a period
 * @param burst the unused quota that may be kept
 * @param ended the counters, without the time since it was throttled last if it still is
 * @param throttled whether it is throttled now
 * @param since the moment at which it was throttled last
 * @param longest the longest time for which it was throttled
 * @param waiting the number of throttled tasks, at the last refill
 */
public record LimitEntry(
        long serial,
        long cgid,
        long quota,
        long period,
        long burst,
        Throttling ended,
        boolean throttled,
        long since,
        long longest,
        long waiting) {
    /** The quota of a cgroup that had a limit and has none any more. */
    public static final long NO_QUOTA = -1;

    boolean isInForce() {
        return quota != NO_QUOTA;
    }

    /** Returns the time for which it has been throttled until now; 0 if it is not. */
    long current(long now) {
        return throttled ? Math.max(0, now - since) : 0;
    }
}
