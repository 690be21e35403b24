// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.stats.Limits;
import io.mitosis.cells.stats.Snapshots;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitPageTest {
    private static final String WEB = "{cgid=\"46\",cgroup=\"/workloads/web/\\\"a\\\\b\\\"\"}";

    @Test
    void eachLimitHasItsSeriesHoweverTheCgroupIsNamed() throws IOException {
        assertThat(page(Snapshots.limits()))
                .hasSize(11)
                .containsEntry("mitosis_cpu_limits_missed_total", 2.0)
                .containsEntry("mitosis_cgroup_cpu_limit_cpus" + WEB, 1.5)
                .containsEntry("mitosis_cgroup_cpu_periods_total" + WEB, 600.0)
                .containsEntry("mitosis_cgroup_cpu_throttled_periods_total" + WEB, 45.0)
                .containsEntry("mitosis_cgroup_cpu_throttled_seconds_total" + WEB, 3.456789)
                .containsEntry("mitosis_cgroup_cpu_throttled_tasks" + WEB, 3.0)
                .containsEntry(
                        "mitosis_cgroup_cpu_periods_total"
                                + "{cgid=\"18446744073709551614\",cgroup=\"cgid 18446744073709551614\"}",
                        12.0);
    }

    @Test
    void withoutALimitThereIsOneSeries() throws IOException {
        assertThat(page(Limits.NONE)).isEqualTo(Map.of("mitosis_cpu_limits_missed_total", 0.0));
    }

    private static Map<String, Double> page(Limits limits) throws IOException {
        List<MetricSnapshot> all = new ArrayList<>();
        LimitPage.addTo(all, limits);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        OpenMetricsTextFormatWriter.create().write(text, new MetricSnapshots(all), EscapingScheme.UNDERSCORE_ESCAPING);
        return Exposition.read(text.toString(StandardCharsets.UTF_8)).samples;
    }
}
