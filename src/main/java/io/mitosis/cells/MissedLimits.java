// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import java.time.Duration;
import java.util.function.IntConsumer;

/**
 * Notices that there was no room for the limit of a cgroup. It is counted whenever a task of such a cgroup runs, so one
 * that sleeps now and then would be reported again and again: it counts as over after a minute without.
 */
final class MissedLimits {
    static final Duration OVER = Duration.ofMinutes(1);

    private final IntConsumer onMissed;
    private long before;
    private long grewAt;
    private boolean reported;

    /**
     * Creates an instance for a scheduler that was just loaded.
     *
     * @param onMissed is told how many limits there is room for
     */
    MissedLimits(IntConsumer onMissed) {
        this.onMissed = onMissed;
    }

    /** Takes a count of the limits that there was no room for. */
    void note(long missed, int room, long now) {
        if (missed == before) {
            reported &= now - grewAt < OVER.toNanos();
            return;
        }
        before = missed;
        grewAt = now;
        if (!reported) {
            reported = true;
            onMissed.accept(room);
        }
    }
}
