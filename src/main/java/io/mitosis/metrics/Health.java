// SPDX-License-Identifier: Apache-2.0
package io.mitosis.metrics;

import java.util.function.LongSupplier;

/** How the daemon is, as its loop tells and any thread may ask. */
final class Health {
    private volatile boolean attached;
    private volatile boolean published;
    private volatile LongSupplier failures = () -> 0;
    private volatile long turnedNanos;

    /** Begins now. */
    Health(long nowNanos) {
        turnedNanos = nowNanos;
    }

    void attached(boolean now) {
        attached = now;
    }

    /** A snapshot was published: the loop turns, and a configuration is in force. */
    void turned(long nowNanos) {
        published = true;
        turnedNanos = nowNanos;
    }

    /** Learns who counts the configurations that could not be made or put in force. */
    void failures(LongSupplier counter) {
        failures = counter;
    }

    boolean isAttached() {
        return attached;
    }

    /** Returns whether the scheduler is attached with a configuration in force. */
    boolean isReady() {
        return attached && published;
    }

    /** Returns how often a configuration could not be made or put in force. */
    long failures() {
        return failures.getAsLong();
    }

    /** Returns how long ago the loop published a snapshot, or how long ago it all began, in seconds. */
    double secondsSinceTurn(long nowNanos) {
        return (nowNanos - turnedNanos) / 1e9;
    }
}
