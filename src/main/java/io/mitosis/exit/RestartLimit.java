// SPDX-License-Identifier: Apache-2.0
package io.mitosis.exit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Limits restarts that only lead to the next restart: five within a minute are allowed. Restarts after CPU hotplug are
 * not limited.
 */
public final class RestartLimit {
    private static final int MAX_RESTARTS = 5;
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final ExitCode codes;
    private final Deque<Long> restarts = new ArrayDeque<>();

    /** Creates a limit without any restart counted. */
    public RestartLimit(ExitCode codes) {
        this.codes = codes;
    }

    /**
     * Counts a restart.
     *
     * @param end why the scheduler has to be started again
     * @param nowNanos the time on a clock that never goes back, in nanoseconds
     * @throws SchedulerFailedException if the limit is exceeded
     */
    public void count(ExitInfo end, long nowNanos) {
        if (codes.isHotplug(end)) {
            return;
        }
        while (!restarts.isEmpty() && nowNanos - restarts.getFirst() >= WITHIN.toNanos()) {
            restarts.removeFirst();
        }
        if (restarts.size() == MAX_RESTARTS) {
            throw new SchedulerFailedException("the BPF scheduler asked for more than " + MAX_RESTARTS + " restarts in "
                    + WITHIN.toSeconds() + " s: " + end.summary());
        }
        restarts.addLast(nowNanos);
    }
}
