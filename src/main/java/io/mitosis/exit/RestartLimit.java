// SPDX-License-Identifier: Apache-2.0
package io.mitosis.exit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells a restart that helps from one that only leads to the next: five within a minute are allowed. CPUs may come and
 * go as often as they like.
 */
public final class RestartLimit {
    private static final int MOST = 5;
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final ExitCode codes;
    private final Deque<Long> restarts = new ArrayDeque<>();

    /** Makes one that counts from 0. */
    public RestartLimit(ExitCode codes) {
        this.codes = codes;
    }

    /**
     * Counts a restart.
     *
     * @param end why the scheduler has to be started again
     * @param nowNanos the time on a clock that never goes back, in nanoseconds
     * @throws SchedulerFailedException if there were too many
     */
    public void count(ExitInfo end, long nowNanos) {
        if (codes.isHotplug(end)) {
            return;
        }
        while (!restarts.isEmpty() && nowNanos - restarts.getFirst() >= WITHIN.toNanos()) {
            restarts.removeFirst();
        }
        if (restarts.size() == MOST) {
            throw new SchedulerFailedException("the BPF scheduler asked for more than " + MOST + " restarts in "
                    + WITHIN.toSeconds() + " s: " + end.summary());
        }
        restarts.addLast(nowNanos);
    }
}
