// SPDX-License-Identifier: Apache-2.0
package io.mitosis.metrics;

import io.mitosis.cell.Cell;
import io.mitosis.demand.CellCounter;
import io.mitosis.stats.CellStats;
import io.mitosis.stats.Snapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The metrics of each cell. Counters have the cgroup's id as a label too: a cgroup that is removed and made again under
 * the same name begins at 0, and no series ever goes back.
 */
final class CellPage {
    /** How a decision can fall, and what its label calls that. */
    static final Map<CellCounter, String> QUEUES = queues();

    private static final Map<CellCounter, String> BOUNDS = bounds();
    private static final double PERCENT = 100.0;

    private final Snapshot latest;
    private final Map<Cell, CellTotals> totals;

    private CellPage(Snapshot latest, Map<Cell, CellTotals> totals) {
        this.latest = latest;
        this.totals = totals;
    }

    static void addTo(List<MetricSnapshot> all, Snapshot latest, Map<Cell, CellTotals> totals) {
        CellPage page = new CellPage(latest, totals);
        page.addGauges(all);
        page.addCounters(all);
    }

    private void addGauges(List<MetricSnapshot> all) {
        all.add(gauges(
                Family.gauge("mitosis_cell_cpus", "CPUs that the cell owns."),
                cell -> cell.activity().cpus().count()));
        all.add(gauges(
                ratio("utilization", "Time that its tasks ran, of what its CPUs could do; over 1 with CPUs of others."),
                cell -> cell.activity().usage().utilizationPercent() / PERCENT));
        all.add(gauges(
                ratio("smoothed_utilization", "The same, smoothed over intervals."),
                cell -> cell.smoothedPercent() / PERCENT));
        all.add(gauges(
                ratio("borrowed", "Time that its tasks ran on CPUs of others, of all the time that they ran."),
                cell -> cell.activity().usage().borrowedPercent() / PERCENT));
        all.add(gauges(
                ratio("lent", "Time that its CPUs ran tasks of others, of what its CPUs could do."),
                cell -> cell.activity().usage().lentPercent() / PERCENT));
    }

    private void addCounters(List<MetricSnapshot> all) {
        all.add(counters(
                Family.counter("mitosis_cell_running_seconds", "Time that its tasks ran, on any CPU.", Unit.SECONDS),
                CellTotals::runningSeconds));
        all.add(counters("decisions", "Scheduling decisions, by queue.", "queue", QUEUES));
        all.add(counter(
                "affinity_violations",
                "Decisions that queued a task whose affinity does not cover the cell.",
                CellCounter.AFFINITY_VIOLATIONS));
        all.add(counter("steals", "Tasks taken from the cell's queue in another cache.", CellCounter.STEALS));
        all.add(counter(
                "drained", "Tasks moved on from a cache where the cell has no CPU any more.", CellCounter.DRAINED));
        all.add(counter(
                "drained_by_affinity",
                "Other tasks moved on: to a CPU that they may use, from a queue where they no longer belonged.",
                CellCounter.DRAINED_BY_AFFINITY));
        all.add(counter("clamped", "Times that a task's lead over the clock was cut.", CellCounter.CLAMPED));
        all.add(counter(
                "pin_rejections_skipped",
                "Tasks pinned to several CPUs let pass because a cpuset was being changed.",
                CellCounter.PIN_REJECTIONS_SKIPPED));
        all.add(counters("shrunk_slices", "Slices cut because a pinned task waited, by what to.", "to", BOUNDS));
    }

    private static Family ratio(String name, String help) {
        return Family.gauge("mitosis_cell_" + name + "_ratio", help, Unit.RATIO);
    }

    private MetricSnapshot gauges(Family family, ToDoubleFunction<CellStats> value) {
        for (CellStats cell : latest.cells()) {
            family.add(value.applyAsDouble(cell), "cell", cell.cell().id().toString(), "cgroup", cell.cgroupPath());
        }
        return family.build();
    }

    private MetricSnapshot counter(String name, String help, CellCounter counter) {
        return counters(Family.counter("mitosis_cell_" + name, help), all -> (double) all.get(counter));
    }

    private MetricSnapshot counters(Family family, ToDoubleFunction<CellTotals> value) {
        for (CellStats cell : latest.cells()) {
            family.add(value.applyAsDouble(totals(cell)), labels(cell));
        }
        return family.build();
    }

    private MetricSnapshot counters(String name, String help, String label, Map<CellCounter, String> values) {
        Family family = Family.counter("mitosis_cell_" + name, help);
        for (CellStats cell : latest.cells()) {
            values.forEach((counter, value) ->
                    family.add((double) totals(cell).get(counter), labels(cell).merge(Labels.of(label, value))));
        }
        return family.build();
    }

    private CellTotals totals(CellStats cell) {
        return totals.getOrDefault(cell.cell(), new CellTotals());
    }

    private static Labels labels(CellStats cell) {
        return Labels.of(
                "cell",
                cell.cell().id().toString(),
                "cgroup",
                cell.cgroupPath(),
                "cgid",
                Long.toUnsignedString(cell.cgid()));
    }

    private static Map<CellCounter, String> queues() {
        Map<CellCounter, String> queues = new EnumMap<>(CellCounter.class);
        queues.put(CellCounter.LOCAL, "local");
        queues.put(CellCounter.CPU_QUEUE, "cpu");
        queues.put(CellCounter.CELL_QUEUE, "cell");
        queues.put(CellCounter.BORROWED, "borrowed");
        return Collections.unmodifiableMap(queues);
    }

    private static Map<CellCounter, String> bounds() {
        Map<CellCounter, String> bounds = new EnumMap<>(CellCounter.class);
        bounds.put(CellCounter.SHRUNK_TO_MAX, "max");
        bounds.put(CellCounter.SHRUNK_PROPORTIONALLY, "proportional");
        bounds.put(CellCounter.SHRUNK_TO_MIN, "min");
        return Collections.unmodifiableMap(bounds);
    }
}
