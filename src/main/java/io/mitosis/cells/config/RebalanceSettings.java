// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

import java.time.Duration;

/**
 * The settings by which CPUs move to where demand is.
 *
 * @param enabled whether CPUs move at all
 * @param policy the measure of demand
 * @param threshold the difference in utilisation of two cells that is needed, in percentage points, 0 or more
 * @param interval the time between two considerations, positive
 * @param cooldown the minimum time between two rebalances, not negative
 * @param smoothing the weight of the newest measurement in the smoothed usage, 0 to 1, per nominal monitor interval
 */
public record RebalanceSettings(
        boolean enabled,
        RebalancePolicy policy,
        double threshold,
        Duration interval,
        Duration cooldown,
        double smoothing) {
    /** The settings without any option. */
    public static final RebalanceSettings DEFAULT = new RebalanceSettings(
            false, RebalancePolicy.DEMAND, 20.0, Duration.ofSeconds(5), Duration.ofSeconds(5), 0.3);

    /** Refuses numbers out of range. */
    public RebalanceSettings {
        if (!(threshold >= 0) || Double.isInfinite(threshold) || !(smoothing >= 0 && smoothing <= 1)) {
            throw new IllegalArgumentException("threshold " + threshold + ", smoothing " + smoothing);
        }
        if (!interval.isPositive() || cooldown.isNegative()) {
            throw new IllegalArgumentException("interval " + interval + ", cooldown " + cooldown);
        }
    }
}
