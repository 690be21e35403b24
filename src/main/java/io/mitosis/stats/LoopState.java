// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats;

/**
 * How the daemon's loop does.
 *
 * @param tickMicros how long the last turn took that collected these figures and acted on them, in microseconds
 * @param wakeUps how often the loop has woken up since the start
 * @param uptimeSeconds how long the daemon has run
 */
public record LoopState(long tickMicros, long wakeUps, double uptimeSeconds) {
    /** Refuses what cannot be. */
    public LoopState {
        if (tickMicros < 0 || wakeUps < 0 || !(uptimeSeconds >= 0)) {
            throw new IllegalArgumentException(
                    "a turn of " + tickMicros + " us, " + wakeUps + " wake-ups in " + uptimeSeconds + " s");
        }
    }
}
