// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.cells.config.RebalancePolicy;
import io.mitosis.cells.config.RebalanceSettings;
import java.time.Duration;
import java.util.List;

/** When and how CPUs move to where demand is. */
final class RebalanceOptions {
    static final Option<Boolean> ENABLED = Option.flag(
                    "enable-rebalancing", "Move CPUs to the cells that need them. Default: off")
            .live();
    static final Option<Double> THRESHOLD = Option.of(
                    "rebalance-threshold",
                    "PCT",
                    "20.0",
                    Numbers::nonNegative,
                    "Move CPUs only if the utilisation of two cells differs by this many percentage points."
                            + " Default: 20.0")
            .onlyWith(ENABLED)
            .live();
    static final Option<Duration> COOLDOWN = Option.of(
                    "rebalance-cooldown-s",
                    "SECONDS",
                    "5",
                    text -> Numbers.seconds(text, 0),
                    "The least time between two rebalances. Default: 5")
            .onlyWith(ENABLED)
            .live();
    static final Option<Duration> INTERVAL = Option.of(
                    "rebalance-cpus-interval-s",
                    "SECONDS",
                    "5",
                    text -> Numbers.seconds(text, 1),
                    "How often a rebalance is considered, 1 or more. Default: 5")
            .onlyWith(ENABLED)
            .live();
    static final Option<Double> SMOOTHING = Option.of(
                    "demand-smoothing",
                    "A",
                    "0.3",
                    Numbers::fraction,
                    "Weight of the newest measurement in the smoothed utilisation (exponential moving average), 0 to 1."
                            + " Default: 0.3")
            .onlyWith(ENABLED)
            .live();
    static final Option<RebalancePolicy> POLICY = Option.of(
                    "rebalance-policy",
                    new Choice<>(
                            List.of("demand", "utilization"),
                            List.of(RebalancePolicy.DEMAND, RebalancePolicy.UTILIZATION)),
                    "Share CPUs out by demand in CPUs, or by utilisation in percent. Default: demand")
            .onlyWith(ENABLED)
            .live();

    static final List<Option<?>> ALL = List.of(ENABLED, THRESHOLD, COOLDOWN, INTERVAL, SMOOTHING, POLICY);

    private RebalanceOptions() {}

    static RebalanceSettings settings(OptionValues values) {
        return new RebalanceSettings(
                values.get(ENABLED),
                values.get(POLICY),
                values.get(THRESHOLD),
                values.get(INTERVAL),
                values.get(COOLDOWN),
                values.get(SMOOTHING));
    }
}
