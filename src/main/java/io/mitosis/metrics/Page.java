// SPDX-License-Identifier: Apache-2.0
package io.mitosis.metrics;

import io.mitosis.demand.CellCounter;
import io.mitosis.stats.Snapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.ArrayList;
import java.util.List;

/** All metrics at one time: a pure function of what was added up and of how the daemon is. */
final class Page {
    private static final double PERCENT = 100.0;
    private static final double MICROS = 1e6;

    private Page() {}

    static MetricSnapshots of(Totals.Sum sum, Health health, Build build) {
        List<MetricSnapshot> all = new ArrayList<>();
        all.add(InfoSnapshot.builder()
                .name("mitosis_build")
                .help("What runs.")
                .dataPoint(new InfoSnapshot.InfoDataPointSnapshot(
                        Labels.of("version", build.version(), "commit", build.commit(), "target", build.target())))
                .build());
        all.add(Family.gauge("mitosis_scheduler_attached", "1 while the kernel schedules by mitosis.")
                .add(health.isAttached() ? 1 : 0)
                .build());
        all.add(Family.counter("mitosis_config_failures", "Configurations that could not be made or put in force.")
                .add((double) health.failures())
                .build());
        Snapshot latest = sum.latest();
        if (latest != null) {
            addMachine(all, latest, sum.all());
            CellPage.addTo(all, latest, sum.cells());
        }
        return new MetricSnapshots(all);
    }

    private static void addMachine(List<MetricSnapshot> all, Snapshot latest, CellTotals totals) {
        all.add(gauge(
                "mitosis_cells",
                "Live cells, the root cell included.",
                latest.cells().size()));
        all.add(gauge("mitosis_cpus", "Usable CPUs.", latest.total().cpus().count()));
        all.add(gauge(
                "mitosis_parked_cgroups",
                "Cgroups that should have a cell and have none.",
                latest.configuration().parked().size()));
        all.add(Family.gauge("mitosis_utilization_ratio", "Time that tasks ran, of what all CPUs could do.", Unit.RATIO)
                .add(latest.total().usage().utilizationPercent() / PERCENT)
                .build());
        all.add(Family.counter("mitosis_config_applies", "Configurations put in force.")
                .add((double) latest.configuration().applies())
                .build());
        all.add(Family.gauge("mitosis_config_apply_seconds", "Time to put the last one in force.", Unit.SECONDS)
                .add(latest.configuration().applyMicros() / MICROS)
                .build());
        all.add(Family.gauge("mitosis_config_age_seconds", "Time since then.", Unit.SECONDS)
                .add(latest.configuration().secondsSinceChange())
                .build());
        all.add(Family.counter("mitosis_rebalances", "Times that CPUs followed demand.")
                .add((double) latest.configuration().rebalances())
                .build());
        all.add(Family.gauge("mitosis_tick_seconds", "Time of the loop's last collecting turn.", Unit.SECONDS)
                .add(latest.loop().tickMicros() / MICROS)
                .build());
        all.add(Family.counter("mitosis_loop_wakeups", "Times that the loop woke up.")
                .add((double) latest.loop().wakeUps())
                .build());
        all.add(Family.gauge("mitosis_uptime_seconds", "Time that the daemon has run.", Unit.SECONDS)
                .add(latest.loop().uptimeSeconds())
                .build());
        all.add(Family.counter("mitosis_running_seconds", "Time that tasks of all cells ran.", Unit.SECONDS)
                .add(totals.runningSeconds())
                .build());
        Family decisions = Family.counter("mitosis_decisions", "Scheduling decisions of all cells, by queue.");
        for (CellCounter counter : CellCounter.ofSeries("decisions")) {
            decisions.add((double) totals.get(counter), counter.label(), counter.value());
        }
        all.add(decisions.build());
    }

    private static MetricSnapshot gauge(String name, String help, double value) {
        return Family.gauge(name, help).add(value).build();
    }
}
