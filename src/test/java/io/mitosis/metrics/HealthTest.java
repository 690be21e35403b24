// SPDX-License-Identifier: Apache-2.0
package io.mitosis.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.config.ListenAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTest {
    private Duration time = Duration.ofDays(1);
    private Duration interval = Duration.ofSeconds(1);
    private final Health health = new Health(() -> time.toNanos(), () -> interval);

    @Test
    void aLoopThatDoesNotTurnIsStuckAfterThirtySeconds() {
        pass(29);
        assertThat(health.isTurning()).isTrue();
        pass(1);
        assertThat(health.isTurning()).isFalse();
        health.turned();
        assertThat(health.isTurning()).isTrue();
    }

    @Test
    void orAfterThreeIntervalsIfThatIsLonger() {
        interval = Duration.ofSeconds(20);
        pass(59);
        assertThat(health.isTurning()).isTrue();
        pass(1);
        assertThat(health.isTurning()).isFalse();
    }

    @Test
    void attachingAndDetachingCountAsTurns() {
        for (boolean attached : List.of(true, false)) {
            pass(30);
            health.attached(attached);
            assertThat(health.isAttached()).isEqualTo(attached);
            assertThat(health.isTurning()).isTrue();
        }
    }

    @Test
    void theServerSaysSo() throws IOException, InterruptedException {
        Build build = new Build("1", "2", "3");
        ListenAddress anyPort = new ListenAddress("127.0.0.1", 0);
        try (MetricsServer server = MetricsServer.open(anyPort, build, List::of, health)) {
            assertThat(status(server)).isEqualTo(200);
            pass(30);
            assertThat(status(server)).isEqualTo(503);
            server.turned();
            assertThat(status(server)).isEqualTo(200);
        }
    }

    private void pass(long seconds) {
        time = time.plusSeconds(seconds);
    }

    private static int status(MetricsServer server) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + "/healthz");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
