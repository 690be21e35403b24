// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import io.mitosis.cells.config.RebalanceSettings;
import java.time.Duration;

/**
 * When rebalancing is considered. Time comes in by the monitor interval's timer, a little early or late: so a turn
 * within half a monitor interval of being due is due.
 *
 * <p>Times are nanoseconds of a monotonic clock, which may pass from positive to negative.
 */
final class RebalanceTurns {
    private long intervalNanos;
    private long cooldownNanos;
    private long toleranceNanos;
    // When the last turn was, or should have been.
    private long turn;
    private boolean cooling;
    private long rebalanced;

    RebalanceTurns(RebalanceSettings settings, Duration monitorInterval, long nowNanos) {
        change(settings, monitorInterval);
        turn = nowNanos;
    }

    /** Takes new intervals; what has passed since the last turn counts. */
    void change(RebalanceSettings settings, Duration monitorInterval) {
        intervalNanos = settings.interval().toNanos();
        cooldownNanos = settings.cooldown().toNanos();
        toleranceNanos = monitorInterval.toNanos() / 2;
    }

    /** Returns whether it is time, and if so takes the turn. */
    boolean take(long nowNanos) {
        if (nowNanos - turn < intervalNanos - toleranceNanos) {
            return false;
        }
        // Turns stay on a grid, or each one's deviation would add up; after a long pause there is a new grid.
        turn = nowNanos - turn < intervalNanos + toleranceNanos ? turn + intervalNanos : nowNanos;
        return !cooling || nowNanos - rebalanced >= cooldownNanos - toleranceNanos;
    }

    /** Starts the cooldown. */
    void rebalanced(long nowNanos) {
        cooling = true;
        rebalanced = nowNanos;
    }
}
