// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

import java.time.Duration;

/**
 * When and how CPUs move to where demand is.
 *
 * @param enabled whether they do
 * @param policy what they are shared out by
 * @param threshold how many percentage points the utilisation of two cells must differ by, 0 or more
 * @param interval how often it is considered
 * @param cooldown the least time between two rebalances
 * @param smoothing how much of the smoothed utilisation is the newest, 0 to 1, per nominal monitor interval
 */
public record RebalanceSettings(
        boolean enabled,
        RebalancePolicy policy,
        double threshold,
        Duration interval,
        Duration cooldown,
        double smoothing) {
    /** What holds unless something else is asked for. */
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
