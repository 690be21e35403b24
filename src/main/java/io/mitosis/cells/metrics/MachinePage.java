// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.metrics;

import io.mitosis.cells.stats.Snapshot;
import io.mitosis.cells.usage.CellCounter;
import io.mitosis.metrics.MetricFamily;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.ArrayList;
import java.util.List;

/** The metrics of the machine, a pure function of the totals. */
final class MachinePage {
    private static final double PERCENT = 100.0;
    private static final double MICROS = 1e6;

    private MachinePage() {}

    static List<MetricSnapshot> of(Snapshot latest, CellTotals totals) {
        List<MetricSnapshot> all = new ArrayList<>();
        all.add(gauge(
                "mitosis_cells",
                "Live cells, the root cell included.",
                latest.cells().size()));
        all.add(gauge("mitosis_cpus", "Usable CPUs.", latest.total().cpus().count()));
        all.add(gauge(
                "mitosis_parked_cgroups",
                "Cgroups that should have a cell and have none.",
                latest.configuration().parked().size()));
        all.add(MetricFamily.gauge(
                        "mitosis_utilization_ratio", "Time that tasks ran, of what all CPUs could do.", Unit.RATIO)
                .add(latest.total().usage().utilizationPercent() / PERCENT)
                .build());
        all.add(MetricFamily.counter("mitosis_config_applies", "Configurations put in force.")
                .add((double) latest.configuration().applies())
                .build());
        all.add(MetricFamily.gauge(
                        "mitosis_config_apply_seconds", "Time to put the last configuration in force.", Unit.SECONDS)
                .add(latest.configuration().applyMicros() / MICROS)
                .build());
        all.add(MetricFamily.gauge(
                        "mitosis_config_age_seconds",
                        "Time since the last configuration was put in force.",
                        Unit.SECONDS)
                .add(latest.configuration().secondsSinceChange())
                .build());
        all.add(MetricFamily.counter("mitosis_rebalances", "Times that CPUs followed demand.")
                .add((double) latest.configuration().rebalances())
                .build());
        all.add(MetricFamily.gauge(
                        "mitosis_tick_seconds",
                        "Time that the event loop took to read the counters and act on them, last time.",
                        Unit.SECONDS)
                .add(latest.loop().tickMicros() / MICROS)
                .build());
        all.add(MetricFamily.counter("mitosis_loop_wakeups", "Times that the loop woke up.")
                .add((double) latest.loop().wakeUps())
                .build());
        all.add(MetricFamily.gauge("mitosis_uptime_seconds", "Time that the daemon has run.", Unit.SECONDS)
                .add(latest.loop().uptimeSeconds())
                .build());
        all.add(MetricFamily.counter("mitosis_running_seconds", "Time that tasks of all cells ran.", Unit.SECONDS)
                .add(totals.runningSeconds())
                .build());
        MetricFamily decisions =
                MetricFamily.counter("mitosis_decisions", "Scheduling decisions of all cells, by queue.");
        for (CellCounter counter : CellCounter.ofSeries("decisions")) {
            decisions.add((double) totals.get(counter), counter.label(), counter.value());
        }
        all.add(decisions.build());
        return all;
    }

    private static MetricSnapshot gauge(String name, String help, double value) {
        return MetricFamily.gauge(name, help).add(value).build();
    }
}
