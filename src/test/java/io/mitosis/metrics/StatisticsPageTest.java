// SPDX-License-Identifier: Apache-2.0
package io.mitosis.metrics;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import io.mitosis.cells.metrics.CellsMetrics;
import io.mitosis.cells.metrics.Intervals;
import io.mitosis.cells.stats.Metrics;
import io.mitosis.cells.usage.CellCounter;
import io.mitosis.docs.GeneratedText;
import io.mitosis.stats.Metric;
import io.mitosis.stats.Reading;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/statistics.md} are what the metrics say of themselves. */
class StatisticsPageTest {
    private static final Path PAGE = Path.of("docs/statistics.md");

    @Test
    void listsTheMembersOfTheJson() throws IOException {
        Set<String> ofCells = Metrics.CELL.stream().map(Metric::name).collect(toSet());
        Set<String> ofTheMachine = Metrics.GLOBAL.stream().map(Metric::name).collect(toSet());
        GeneratedText.checkPart(
                PAGE,
                "members of the JSON",
                "The machine as a whole and each cell have:\n\n"
                        + members(Metrics.GLOBAL.stream().filter(metric -> ofCells.contains(metric.name())))
                        + "\nEach cell has, besides:\n\n"
                        + members(Metrics.CELL.stream().filter(metric -> !ofTheMachine.contains(metric.name())))
                        + "\nThe machine has, besides:\n\n"
                        + members(Metrics.GLOBAL.stream().filter(metric -> !ofCells.contains(metric.name())))
                        + "\nEach limit has:\n\n"
                        + members(Metrics.LIMIT.stream()));
    }

    @Test
    void listsTheMetricsOfThePage() throws IOException {
        CellsMetrics cells = new CellsMetrics(() -> 0);
        cells.accept(Intervals.with(Intervals.cell(1, "web", 11)));
        StringBuilder table = new StringBuilder(GeneratedText.heading(List.of("metric", "type", "labels", "meaning")));
        MetricsPage.of(new Build("1", "2", "3"), true, cells).forEach(metric -> table.append(row(metric)));
        GeneratedText.checkPart(PAGE, "metrics of the page", table.toString());
    }

    private static <T> String members(Stream<Metric<T>> metrics) {
        StringBuilder table = new StringBuilder(GeneratedText.heading(List.of("name", "type", "unit", "meaning")));
        metrics.forEach(metric -> table.append(GeneratedText.row(List.of(
                "`" + metric.name() + "`", type(metric.reading()), metric.unit().symbol(), metric.description()))));
        return table.toString();
    }

    private static String type(Reading<?> reading) {
        return switch (reading) {
            case Reading.Integral<?> whole -> "integer";
            case Reading.Real<?> real -> "number";
            case Reading.Text<?> text -> "string";
            case Reading.Texts<?> texts -> "array of strings";
            case Reading.Parts<?, ?> parts -> "object";
        };
    }

    private static String row(MetricSnapshot metric) {
        String name = metric.getMetadata().getPrometheusName();
        List<String> typed = switch (metric) {
            case CounterSnapshot counter -> List.of(name + "_total", "counter");
            case GaugeSnapshot gauge -> List.of(name, "gauge");
            case InfoSnapshot info -> List.of(name + "_info", "info");
            default -> throw new AssertionError(name + " has a type that the page does not explain");
        };
        return GeneratedText.row(List.of(
                "`" + typed.getFirst() + "`",
                typed.getLast(),
                labels(metric),
                String.valueOf(metric.getMetadata().getHelp())));
    }

    /** Returns the names of the labels, and the values of a label that tells the counters of a series apart. */
    private static String labels(MetricSnapshot metric) {
        Set<String> series =
                Stream.of(CellCounter.values()).map(CellCounter::label).collect(toSet());
        List<Label> labels = new ArrayList<>();
        metric.getDataPoints().forEach(point -> point.getLabels().forEach(labels::add));
        List<String> shown = new ArrayList<>();
        for (String name : labels.stream().map(Label::getName).collect(toCollection(TreeSet::new))) {
            Set<String> values = labels.stream()
                    .filter(label -> label.getName().equals(name))
                    .map(Label::getValue)
                    .collect(toCollection(LinkedHashSet::new));
            shown.add("`" + name + "`" + (series.contains(name) ? ": " + GeneratedText.code(values) : ""));
        }
        return String.join("; ", shown);
    }
}
