// SPDX-License-Identifier: Apache-2.0
package io.mitosis.metrics;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Health of the daemon, reported by its loop and read by any thread. */
final class Health {
    private static final Duration MIN_LATE = Duration.ofSeconds(30);
    private static final int LATE_INTERVALS = 3;

    private final LongSupplier clock;
    private final Supplier<Duration> interval;
    private volatile boolean attached;
    private volatile long turnedNanos;

    /**
     * Creates the health of a daemon that starts now.
     *
     * @param clock returns the time in nanoseconds, as {@link System#nanoTime}
     * @param interval the expected time between two calls of {@link #turned}; called by any thread
     */
    Health(LongSupplier clock, Supplier<Duration> interval) {
        this.clock = clock;
        this.interval = interval;
        turnedNanos = clock.getAsLong();
    }

    /** Records that the scheduler was attached to the kernel, with a configuration in force, or detached from it. */
    void attached(boolean now) {
        attached = now;
        turned();
    }

    /** Records the end of an interval. */
    void turned() {
        turnedNanos = clock.getAsLong();
    }

    /** Returns whether the scheduler is attached, with a configuration in force. */
    boolean isAttached() {
        return attached;
    }

    /** Returns whether the loop turns: it may be late by 30 s, or by three intervals if that is longer. */
    boolean isTurning() {
        long late = Math.max(
                MIN_LATE.toNanos(), interval.get().multipliedBy(LATE_INTERVALS).toNanos());
        return clock.getAsLong() - turnedNanos < late;
    }
}
