// SPDX-License-Identifier: Apache-2.0
package io.mitosis.metrics;

/** Health of the daemon, reported by its loop and read by any thread. */
final class Health {
    private volatile boolean attached;
    private volatile long turnedNanos;

    /** Starts the time of the first interval. */
    Health(long nowNanos) {
        turnedNanos = nowNanos;
    }

    /** Records that the scheduler was attached to the kernel, with a configuration in force, or detached from it. */
    void attached(boolean now, long nowNanos) {
        attached = now;
        turnedNanos = nowNanos;
    }

    /** Records the end of an interval. */
    void turned(long nowNanos) {
        turnedNanos = nowNanos;
    }

    /** Returns whether the scheduler is attached, with a configuration in force. */
    boolean isAttached() {
        return attached;
    }

    /** Returns the seconds since the last interval, attachment or detachment ended, or since the start. */
    double secondsSinceTurn(long nowNanos) {
        return (nowNanos - turnedNanos) / 1e9;
    }
}
