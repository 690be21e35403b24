// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import io.mitosis.cells.config.RebalanceSettings;
import java.time.Duration;

/**
 * The schedule on which rebalancing is considered. The timer of the monitor interval may fire a little early or late,
 * so a turn counts as due from half a monitor interval before its time on.
 *
 * <p>Times are nanoseconds of a monotonic clock, which may pass from positive to negative.
 */
final class RebalanceTurns {
    private long intervalNanos;
    private long cooldownNanos;
    private long toleranceNanos;
    // The time on the grid of the last turn.
    private long turn;
    private boolean cooling;
    private long rebalanced;

    RebalanceTurns(RebalanceSettings settings, Duration monitorInterval, long nowNanos) {
        change(settings, monitorInterval);
        turn = nowNanos;
    }

    /** Changes the intervals; the time since the last turn counts towards the new ones. */
    void change(RebalanceSettings settings, Duration monitorInterval) {
        intervalNanos = settings.interval().toNanos();
        cooldownNanos = settings.cooldown().toNanos();
        toleranceNanos = monitorInterval.toNanos() / 2;
    }

    /** Returns whether to consider a rebalance now. A turn that is due is taken, even during the cooldown. */
    boolean take(long nowNanos) {
        if (nowNanos - turn < intervalNanos - toleranceNanos) {
            return false;
        }
        // Turns stay on a grid, so that deviations do not add up; after a long pause a new grid begins.
        turn = nowNanos - turn < intervalNanos + toleranceNanos ? turn + intervalNanos : nowNanos;
        return !cooling || nowNanos - rebalanced >= cooldownNanos - toleranceNanos;
    }

    /** Starts the cooldown. */
    void rebalanced(long nowNanos) {
        cooling = true;
        rebalanced = nowNanos;
    }
}
