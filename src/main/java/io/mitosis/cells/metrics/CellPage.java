// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.metrics;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.stats.CellStats;
import io.mitosis.cells.stats.Snapshot;
import io.mitosis.cells.usage.CellCounter;
import io.mitosis.metrics.MetricFamily;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The metrics of each cell. Counters have the cgroup's id as a label, too: a cgroup that is removed and created again
 * under the same name starts a new series at 0, so no series ever decreases.
 */
final class CellPage {
    /** The help of series that combine several counters, which a label distinguishes. */
    private static final Map<String, String> LABELLED = Map.of(
            "decisions", "Scheduling decisions, by queue.",
            "shrunk_slices", "Slices cut because a pinned task waited, by what to.");

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
                MetricFamily.gauge("mitosis_cell_cpus", "CPUs that the cell owns."),
                cell -> cell.activity().cpus().count()));
        all.add(gauges(
                ratio("utilization", "Time that its tasks ran, of what its CPUs could do; over 1 with CPUs of others."),
                cell -> cell.activity().usage().utilizationPercent() / PERCENT));
        all.add(gauges(
                ratio("smoothed_utilization", "Utilisation, smoothed over intervals."),
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
                MetricFamily.counter(
                        "mitosis_cell_running_seconds", "Time that its tasks ran, on any CPU.", Unit.SECONDS),
                CellTotals::runningSeconds));
        Stream.of(CellCounter.values())
                .map(CellCounter::series)
                .distinct()
                .forEach(series -> all.add(counters(CellCounter.ofSeries(series))));
    }

    private static MetricFamily ratio(String name, String help) {
        return MetricFamily.gauge("mitosis_cell_" + name + "_ratio", help, Unit.RATIO);
    }

    private MetricSnapshot gauges(MetricFamily family, ToDoubleFunction<CellStats> value) {
        for (CellStats cell : latest.cells()) {
            family.add(value.applyAsDouble(cell), "cell", cell.cell().id().toString(), "cgroup", cell.cgroupPath());
        }
        return family.build();
    }

    private MetricSnapshot counters(MetricFamily family, ToDoubleFunction<CellTotals> value) {
        for (CellStats cell : latest.cells()) {
            family.add(value.applyAsDouble(totals(cell)), labels(cell));
        }
        return family.build();
    }

    private MetricSnapshot counters(List<CellCounter> series) {
        CellCounter first = series.getFirst();
        String help = LABELLED.getOrDefault(first.series(), sentence(first));
        MetricFamily family = MetricFamily.counter("mitosis_cell_" + first.series(), help);
        for (CellStats cell : latest.cells()) {
            for (CellCounter counter : series) {
                Labels labels = counter.label().isEmpty()
                        ? labels(cell)
                        : labels(cell).merge(Labels.of(counter.label(), counter.value()));
                family.add((double) totals(cell).get(counter), labels);
            }
        }
        return family.build();
    }

    private static String sentence(CellCounter counter) {
        String text = counter.sentence();
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
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
}
