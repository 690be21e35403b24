// SPDX-License-Identifier: Apache-2.0
package io.mitosis.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mitosis.cells.metrics.CellsMetrics;
import io.mitosis.cells.metrics.Exposition;
import io.mitosis.cells.metrics.Intervals;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.stats.Snapshots;
import io.mitosis.config.ListenAddress;
import io.mitosis.exit.UsageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MetricsServerTest {
    private static final Build BUILD = new Build("0.1.0", "abc", "linux-amd64");
    private static final Cell WEB = Intervals.cell(1, "workloads/web", 11);

    private final CellsMetrics cells = new CellsMetrics(() -> 1);
    private final MetricsServer server = open(new ListenAddress("127.0.0.1", 0));
    private final HttpClient client = HttpClient.newHttpClient();

    private MetricsServer open(ListenAddress address) {
        return MetricsServer.open(address, BUILD, cells, () -> Duration.ofSeconds(1));
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void metricsAreOpenMetricsUnlessTheOlderFormatIsAskedFor() {
        cells.accept(Intervals.with(WEB));
        HttpResponse<String> answer = get("/metrics", "*/*");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text; version=1.0.0"));
        Exposition exposition = Exposition.read(answer.body());
        assertThat(exposition.samples)
                .containsEntry("mitosis_cells", 2.0)
                .containsEntry("mitosis_parked_cgroups", 1.0)
                .containsEntry("mitosis_config_applies_total", 7.0)
                .containsEntry("mitosis_rebalances_total", 2.0)
                .containsEntry("mitosis_scheduler_attached", 0.0)
                .containsEntry("mitosis_build_info{commit=\"abc\",target=\"linux-amd64\",version=\"0.1.0\"}", 1.0)
                .containsEntry("mitosis_cell_cpus{cell=\"1\",cgroup=\"/workloads/web\"}", 2.0)
                .containsEntry("mitosis_cell_utilization_ratio{cell=\"1\",cgroup=\"/workloads/web\"}", 0.75)
                .containsEntry("mitosis_cell_smoothed_utilization_ratio{cell=\"0\",cgroup=\"/\"}", 0.125)
                .containsEntry("mitosis_cell_borrowed_ratio{cell=\"1\",cgroup=\"/workloads/web\"}", 0.2)
                .containsEntry("mitosis_cell_lent_ratio{cell=\"1\",cgroup=\"/workloads/web\"}", 0.1)
                .containsEntry(
                        "mitosis_cell_running_seconds_total{cell=\"1\",cgid=\"11\",cgroup=\"/workloads/web\"}", 1.5)
                .containsEntry(
                        "mitosis_cell_decisions_total{cell=\"1\",cgid=\"11\",cgroup=\"/workloads/web\",queue=\"cell\"}",
                        10.0)
                .containsEntry(
                        "mitosis_cell_shrunk_slices_total{cell=\"1\",cgid=\"11\",cgroup=\"/workloads/web\",to=\"min\"}",
                        3.0);
        assertThat(exposition.names())
                .contains(
                        "mitosis_cell_affinity_violations_total",
                        "mitosis_cell_steals_total",
                        "mitosis_cell_drained_total");
        HttpResponse<String> older = get("/metrics", "text/plain;version=0.0.4");
        assertThat(older.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(older.body())
                .contains("# TYPE mitosis_config_applies_total counter")
                .doesNotContain("# EOF");
    }

    @Test
    void countersGrowFromReadingToReadingWhateverCellsComeAndGo() {
        Exposition last = Exposition.read("# EOF\n");
        for (Cell second : List.of(
                WEB, Intervals.cell(1, "workloads/web", 12), Intervals.cell(2, "odd \"\\\n\u001b名", 13), WEB, WEB)) {
            cells.accept(Intervals.with(second));
            Exposition now = Exposition.read(get("/metrics", "").body());
            last.samples.forEach((name, value) -> {
                if (name.contains("_total") && now.samples.containsKey(name)) {
                    assertThat(now.samples.get(name)).as(name).isGreaterThanOrEqualTo(value);
                }
            });
            last.samples.putAll(now.samples);
        }
        assertThat(last.samples)
                .containsEntry(
                        "mitosis_cell_decisions_total{cell=\"1\",cgid=\"11\",cgroup=\"/workloads/web\",queue=\"cell\"}",
                        30.0)
                .containsEntry("mitosis_decisions_total{queue=\"cell\"}", 100.0);
    }

    @Test
    void readyMeansAttached() {
        assertThat(get("/healthz", "").statusCode()).isEqualTo(200);
        assertThat(get("/readyz", "").statusCode()).isEqualTo(503);
        server.attached(true);
        assertThat(get("/readyz", "").statusCode()).isEqualTo(200);
        assertThat(Exposition.read(get("/metrics", "").body()).samples)
                .containsEntry("mitosis_scheduler_attached", 1.0)
                .containsEntry("mitosis_config_failures_total", 1.0);
        server.attached(false);
        assertThat(get("/readyz", "").statusCode()).isEqualTo(503);
    }

    @Test
    void otherPathsAndMethodsAreRefused() throws IOException, InterruptedException {
        assertThat(get("/", "").statusCode()).isEqualTo(404);
        assertThat(get("/metricsandmore", "").statusCode()).isEqualTo(404);
        HttpRequest post = HttpRequest.newBuilder(uri("/metrics"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
        HttpRequest head = HttpRequest.newBuilder(uri("/metrics")).HEAD().build();
        assertThat(client.send(head, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    @Test
    void aPortInUseIsAMistakeThatIsNamed() {
        ListenAddress taken = new ListenAddress("127.0.0.1", server.address().getPort());
        assertThatThrownBy(() -> open(taken))
                .isInstanceOf(UsageException.class)
                .hasMessage("--metrics-listen " + taken + ": Address already in use");
        assertThatThrownBy(() -> open(new ListenAddress("no-such-host.invalid", 1)))
                .hasMessageEndingWith("there is no host no-such-host.invalid");
    }

    @Test
    void clientsThatSayNothingKeepNobodyElseWaiting() throws IOException {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.address().getPort());
                socket.getOutputStream().write("GET /metr".getBytes(StandardCharsets.US_ASCII));
                silent.add(socket);
            }
            assertThat(get("/healthz", "").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    /**
     * Each is owed a page, made of several times its size, and the daemon's heap is 32 MB. The page is more than the
     * kernel keeps for a connection, so that the server has to.
     */
    @Test
    void clientsThatDoNotReadAreServedTwoAtATime() throws IOException {
        cells.accept(Intervals.with(IntStream.range(1, 256)
                .mapToObj(i -> Intervals.cell(i, "workloads/" + "long".repeat(300) + i, i))
                .toArray(Cell[]::new)));
        List<Socket> deaf = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Socket socket = new Socket();
                socket.setReceiveBufferSize(1024);
                socket.connect(server.address());
                socket.getOutputStream()
                        .write("GET /metrics HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                deaf.add(socket);
            }
            // Less than the five seconds after which the server gives the first ones up.
            for (long start = System.nanoTime(); System.nanoTime() - start < 3_000_000_000L; Thread.onSpinWait()) {
                assertThat(served(deaf)).isLessThanOrEqualTo(2);
            }
            assertThat(served(deaf)).isEqualTo(2);
            assertThat(get("/healthz", "").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : deaf) {
                socket.close();
            }
        }
    }

    @Test
    void anErrorEndsTheRequestThatMetItAndIsTold() {
        Logger logger = (Logger) LoggerFactory.getLogger(MetricsServer.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
        try {
            cells.accept(Snapshots.beyondMemory());
            assertThatThrownBy(() -> get("/metrics", "")).hasCauseInstanceOf(IOException.class);
            cells.accept(Intervals.with(WEB));
            assertThat(get("/metrics", "").statusCode()).isEqualTo(200);
            assertThat(log.list)
                    .isNotEmpty()
                    .allMatch(
                            event -> event.getFormattedMessage()
                                    .equals(
                                            "No answer to a request for /metrics: java.lang.OutOfMemoryError: Java heap space"));
        } finally {
            logger.detachAppender(log);
            logger.setAdditive(true);
        }
    }

    private static int served(List<Socket> clients) throws IOException {
        int served = 0;
        for (Socket client : clients) {
            served += client.getInputStream().available() > 0 ? 1 : 0;
        }
        return served;
    }

    private HttpResponse<String> get(String path, String accept) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
        if (!accept.isEmpty()) {
            request.header("Accept", accept);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }
}
