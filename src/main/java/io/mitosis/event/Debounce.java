// SPDX-License-Identifier: Apache-2.0
package io.mitosis.event;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Decides when to act on events that come in bursts: on the first at once; those that follow within a window of the one
 * before are taken together, a window after the last of them, so that a burst costs two actions. Nothing waits longer
 * than ten windows, so a burst without an end costs one action every ten windows.
 *
 * <p>Times are those of {@link System#nanoTime}, given by the caller, and never go back. For one thread.
 */
public final class Debounce {
    private static final int MOST_WINDOWS = 10;

    private final long windowNanos;
    // Whether events wait to be acted on, and since when.
    private boolean waiting;
    private long waitingSince;
    // The end of the window after the last event or action; what comes before it belongs to the burst.
    private boolean quiet = true;
    private long windowEnd;

    /**
     * Makes one that has seen nothing yet.
     *
     * @param window zero or longer; zero: every event is acted on at once
     */
    public Debounce(Duration window) {
        if (window.isNegative()) {
            throw new IllegalArgumentException("a window of " + window);
        }
        windowNanos = window.toNanos();
    }

    /**
     * Takes an event.
     *
     * @return true: act now. False: act when {@link #deadline} has come; it may have moved.
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
     * Asks whether the deadline has come; to be called at it, or at any other time.
     *
     * @return true: act now, on all events so far
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

    /** The action has come to its end: what came while it was taken, and what comes soon after, is taken together. */
    public void acted(long nowNanos) {
        windowEnd = nowNanos + windowNanos;
    }

    /** Returns when the events that wait are to be acted on; empty if none waits. */
    public OptionalLong deadline() {
        if (!waiting) {
            return OptionalLong.empty();
        }
        long latest = waitingSince + MOST_WINDOWS * windowNanos;
        return OptionalLong.of(windowEnd - latest < 0 ? windowEnd : latest);
    }
}
