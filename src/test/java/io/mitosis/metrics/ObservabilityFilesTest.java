// SPDX-License-Identifier: Apache-2.0
package io.mitosis.metrics;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.metrics.CellsMetrics;
import io.mitosis.cells.metrics.Exposition;
import io.mitosis.cells.metrics.Intervals;
import io.mitosis.stats.wire.JsonValue;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard and the alerts ask for metrics that there are, and for labels that these have. */
class ObservabilityFilesTest {
    private static final Path DIRECTORY = Path.of("src/main/dist/observability");
    private static final Pattern METRIC = Pattern.compile("\\bmitosis_[a-z0-9_]+");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=~?\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on) \\(([^)]*)\\)");
    /** Labels and metrics that Prometheus itself adds. */
    private static final Set<String> ADDED = Set.of("instance", "job", "severity");

    @Test
    void everyMetricOfTheDashboardExists() throws IOException {
        List<String> queries = new ArrayList<>();
        JsonValue dashboard = JsonValue.parse(Files.readString(DIRECTORY.resolve("grafana-dashboard.json")));
        for (JsonValue panel : dashboard.member("panels").elements()) {
            for (JsonValue target : panel.member("targets").elements()) {
                queries.add(target.member("expr").text());
            }
        }
        assertThat(queries).hasSizeGreaterThan(10).allSatisfy(ObservabilityFilesTest::check);
    }

    @Test
    void everyMetricOfTheAlertsExists() throws IOException {
        String rules = Files.readString(DIRECTORY.resolve("prometheus-alerts.yml"));
        assertThat(rules)
                .contains("MitosisNotAttached", "MitosisApplyFailing", "MitosisCgroupsParked", "MitosisCellStarved");
        assertThat(METRIC.matcher(rules).results()).hasSizeGreaterThan(5);
        check(rules);
    }

    private static void check(String query) {
        Exposition exposition = everything();
        assertThat(exposition.names()).containsAll(found(METRIC, query, 0));
        assertThat(labels(exposition)).containsAll(found(LABEL, query, 1));
        found(GROUPING, query, 1).forEach(list -> assertThat(labels(exposition)).contains(list.split(", *")));
    }

    private static Set<String> labels(Exposition exposition) {
        Set<String> labels = new TreeSet<>(ADDED);
        exposition.samples.keySet().forEach(sample -> labels.addAll(found(LABEL, sample, 1)));
        return labels;
    }

    private static Set<String> found(Pattern pattern, String text, int group) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(group))
                .collect(toCollection(TreeSet::new));
    }

    private static Exposition everything() {
        CellsMetrics cells = new CellsMetrics(() -> 0);
        cells.accept(Intervals.with(Intervals.cell(1, "web", 11)));
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        try {
            OpenMetricsTextFormatWriter.create().write(page, MetricsPage.of(new Build("1", "2", "3"), true, cells));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return Exposition.read(page.toString(StandardCharsets.UTF_8));
    }
}
