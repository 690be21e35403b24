// SPDX-License-Identifier: Apache-2.0
package io.mitosis.metrics;

/** How the daemon is, as its loop tells and any thread may ask. */
final class Health {
    private volatile boolean attached;
    private volatile long turnedNanos;

    /** Begins now. */
    Health(long nowNanos) {
        turnedNanos = nowNanos;
    }

    /** The scheduler was attached to the kernel, with a configuration in force, or detached from it. */
    void attached(boolean now, long nowNanos) {
        attached = now;
        turnedNanos = nowNanos;
    }

    /** An interval has ended. */
    void turned(long nowNanos) {
        turnedNanos = nowNanos;
    }

    /** Returns whether the scheduler is attached, with a configuration in force. */
    boolean isAttached() {
        return attached;
    }

    /** Returns how long ago the loop turned, or how long ago it all began, in seconds. */
    double secondsSinceTurn(long nowNanos) {
        return (nowNanos - turnedNanos) / 1e9;
    }
}
