// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats;

/**
 * State of the daemon's event loop.
 *
 * @param tickMicros duration of the last turn that collected statistics and acted on them, in microseconds
 * @param wakeUps number of times that the loop has woken up since the start
 * @param uptimeSeconds time since the start of the daemon in seconds
 */
public record LoopState(long tickMicros, long wakeUps, double uptimeSeconds) {
    /** Refuses negative values. */
    public LoopState {
        if (tickMicros < 0 || wakeUps < 0 || !(uptimeSeconds >= 0)) {
            throw new IllegalArgumentException(
                    "a turn of " + tickMicros + " us, " + wakeUps + " wake-ups in " + uptimeSeconds + " s");
        }
    }
}
