// SPDX-License-Identifier: Apache-2.0
package io.mitosis.event;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Debounces events. The first event of a burst is acted on at once; those that follow are taken together, one window
 * after the last of them, so a burst causes two actions. No event waits longer than ten windows, so an endless burst
 * causes one action every ten windows.
 *
 * <p>Times are those of {@link System#nanoTime}, given by the caller, and never go back. Not thread-safe.
 */
public final class Debounce {
    private static final int MAX_WINDOWS = 10;

    private final long windowNanos;
    // Whether events wait for an action, and since when.
    private boolean waiting;
    private long waitingSince;
    // The end of the window after the last event or action; events before it belong to the burst.
    private boolean quiet = true;
    private long windowEnd;

    /**
     * Creates an instance without events.
     *
     * @param window not negative; with zero every event is acted on at once
     */
    public Debounce(Duration window) {
        if (window.isNegative()) {
            throw new IllegalArgumentException("a window of " + window);
        }
        windowNanos = window.toNanos();
    }

    /**
     * Records an event.
     *
     * @return true to act now; false to act at {@link #deadline}, which may have changed
     */
    public boolean event(long nowNanos) {
        boolean first = !waiting && (quiet || nowNanos - windowEnd >= 0);
        if (!first && !waiting) {
            waiting = true;
            waitingSince = nowNanos;
        }
        quiet = false;
        windowEnd = nowNanos + windowNanos;
        return first;
    }

    /**
     * Checks whether the deadline has passed. It may be called at any time.
     *
     * @return true to act now, on all events so far
     */
    public boolean expired(long nowNanos) {
        OptionalLong deadline = deadline();
        if (deadline.isEmpty() || nowNanos - deadline.getAsLong() < 0) {
            return false;
        }
        waiting = false;
        windowEnd = nowNanos + windowNanos;
        return true;
    }

    /** Records the end of an action. Events during it, and within a window after it, are taken together. */
    public void acted(long nowNanos) {
        windowEnd = nowNanos + windowNanos;
    }

    /** Returns when to act on the waiting events; empty if none waits. */
    public OptionalLong deadline() {
        if (!waiting) {
            return OptionalLong.empty();
        }
        long latest = waitingSince + MAX_WINDOWS * windowNanos;
        return OptionalLong.of(windowEnd - latest < 0 ? windowEnd : latest);
    }
}
