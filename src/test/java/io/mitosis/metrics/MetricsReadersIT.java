// SPDX-License-Identifier: Apache-2.0
package io.mitosis.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.metrics.CellsMetrics;
import io.mitosis.cells.metrics.Intervals;
import io.mitosis.config.ListenAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Prometheus' own readers, in Python, understand what is served. */
class MetricsReadersIT {
    @Test
    void openMetrics() throws IOException, InterruptedException {
        assertThat(read("openmetrics", "application/openmetrics-text"))
                .contains("mitosis_cells 2.0", "mitosis_config_applies_total 7.0", "mitosis_build_info 1.0");
    }

    @Test
    void theOlderText() throws IOException, InterruptedException {
        assertThat(read("text", "text/plain")).contains("mitosis_cells 2.0", "mitosis_config_applies_total 7.0");
    }

    private static String[] read(String format, String type) throws IOException, InterruptedException {
        Process reader = new ProcessBuilder("src/test/python/check-metrics", format)
                .redirectErrorStream(true)
                .start();
        reader.getOutputStream().write(page(type));
        reader.getOutputStream().close();
        String told = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(reader.waitFor()).as(told).isZero();
        return told.split("\n", -1);
    }

    private static byte[] page(String type) throws IOException {
        Build build = new Build("0.1.0", "abc", "linux-amd64");
        ListenAddress anyPort = new ListenAddress("127.0.0.1", 0);
        CellsMetrics cells = new CellsMetrics(() -> 0);
        try (MetricsServer server = MetricsServer.open(anyPort, build, cells, () -> Duration.ofSeconds(1))) {
            cells.accept(Intervals.with(Intervals.cell(1, "workloads/web", 11)));
            URLConnection connection = URI.create(
                            "http://127.0.0.1:" + server.address().getPort() + "/metrics")
                    .toURL()
                    .openConnection();
            connection.setRequestProperty("Accept", type);
            try (InputStream answer = connection.getInputStream()) {
                return answer.readAllBytes();
            }
        }
    }
}
