// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.stats.Snapshot;
import io.mitosis.cells.stats.Snapshots;
import io.mitosis.config.SocketSettings;
import io.mitosis.stats.SnapshotPublisher;
import io.mitosis.vm.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server at a real socket, and clients that mean it well or ill. */
@Timeout(60)
class StatsServerIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int LONGEST = 64 * 1024;

    @TempDir
    private Path directory;

    private final SnapshotPublisher<Snapshot> snapshots = new SnapshotPublisher<>();
    private Path socket = Path.of("/");
    private long socketsBefore;
    private StatsServer server;

    /** The JVM keeps a socket for itself from the first one that is closed on. */
    @BeforeAll
    static void closeTheFirstSocket(@TempDir Path elsewhere) {
        Path path = elsewhere.resolve("stats");
        try (StatsServer first = StatsServer.start(
                        new SocketSettings(path, 0600, null),
                        Snapshot.source(new SnapshotPublisher<Snapshot>()::latest));
                RawClient client = new RawClient(path)) {
            client.send(RawClient.STATS);
            assertThat(client.line()).isNotEmpty();
            assertThat(first).isNotNull();
        }
    }

    @BeforeEach
    void start() throws IOException {
        socketsBefore = sockets();
        snapshots.publish(Snapshots.busy());
        socket = directory.resolve("stats");
        server = StatsServer.start(new SocketSettings(socket, 0600, null), Snapshot.source(snapshots::latest));
    }

    /** Nothing is left of it, nor of any client, whatever they did. */
    @AfterEach
    void stop() {
        server.close();
        assertThat(socket).doesNotExist();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("stats");
        Await.await("sockets to be closed", LIMIT, StatsServerIT::sockets, now -> now == socketsBefore);
    }

    private static long sockets() {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.filter(StatsServerIT::isSocket).count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isSocket(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    @Test
    void aClientInAnotherLanguageFindsNothingWrong() throws IOException, InterruptedException {
        Process client = new ProcessBuilder("python3", "src/test/python/check-stats", "socket", socket.toString(), "20")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(client.waitFor()).isZero();
    }

    @Test
    void requestsInOnePieceAreAnsweredInOrderAlsoAfterTheLastOne() throws IOException {
        try (RawClient client = new RawClient(socket)) {
            client.send(RawClient.STATS + "what?\n{\"req\":\"stats_meta\"}\n" + RawClient.STATS);
            client.endInput();
            assertThat(client.line()).startsWith("{\"errno\":0").contains("num_cells\":4");
            assertThat(client.line()).startsWith("{\"errno\":22");
            assertThat(client.line()).startsWith("{\"errno\":0").contains("CellMetrics");
            assertThat(client.line()).startsWith("{\"errno\":0").contains("num_cells\":4");
            assertThat(client.line()).isEmpty();
        }
    }

    @Test
    void anErrorEndsTheConnectionThatMetItAndNoOther() {
        try (RawClient client = new RawClient(socket);
                RawClient other = new RawClient(socket)) {
            other.send(RawClient.STATS);
            assertThat(other.line()).contains("num_cells\":4");
            snapshots.publish(Snapshots.beyondMemory());
            client.send(RawClient.STATS);
            assertThat(client.line()).isEmpty();
            snapshots.publish(Snapshots.busy());
            other.send(RawClient.STATS);
            assertThat(other.line()).contains("num_cells\":4");
        }
    }

    @Test
    void aLineInManyPiecesIsOneRequest() {
        try (RawClient client = new RawClient(socket)) {
            for (char part : RawClient.STATS.toCharArray()) {
                client.send(String.valueOf(part));
            }
            assertThat(client.line()).contains("\"errno\":0");
        }
    }

    @Test
    void theLongestLineIsAnsweredAndALongerOneEndsTheConnection() {
        String request = "{\"req\":\"stats\"}";
        try (RawClient longest = new RawClient(socket);
                RawClient longer = new RawClient(socket);
                RawClient endless = new RawClient(socket)) {
            longest.send(request + " ".repeat(LONGEST - request.length()) + "\n");
            assertThat(longest.line()).contains("\"errno\":0");
            longer.send(request + " ".repeat(LONGEST + 1 - request.length()) + "\n");
            assertThat(longer.line()).isEmpty();
            assertThat(endless.send("x".repeat(10_000_000))).isFalse();
            assertServed();
        }
    }

    @Test
    void whatIsNotUtf8EndsTheConnection() {
        try (RawClient client = new RawClient(socket)) {
            client.send(new byte[] {'{', (byte) 0xc3, (byte) 0x28, '}', '\n'});
            assertThat(client.line()).isEmpty();
            assertServed();
        }
    }

    @Test
    void halfALineAndSilenceHurtNobody() {
        try (RawClient silent = new RawClient(socket)) {
            silent.send("{\"req\"");
            try (RawClient gone = new RawClient(socket)) {
                gone.send("{\"re");
            }
            assertServed();
            silent.send(":\"stats\"}\n");
            assertThat(silent.line()).contains("\"errno\":0");
        }
    }

    @Test
    void whoAsksAndNeverReadsIsGivenUpAfterFiveSeconds() {
        snapshots.publish(Snapshots.ofCells(256));
        try (RawClient client = new RawClient(socket)) {
            long start = System.nanoTime();
            client.send(RawClient.STATS.repeat(100));
            Await.await("the connection to be closed", LIMIT, () -> {
                assertServed();
                return !client.sendSome(RawClient.STATS);
            });
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(4900));
        }
    }

    @Test
    void ofTwoHundredConnectionsSixtyFourAreServed() {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                clients.add(new RawClient(socket));
                clients.getLast().send(RawClient.STATS);
            }
            assertThat(clients.stream().filter(client -> !client.line().isEmpty()))
                    .hasSize(64);
        } finally {
            clients.forEach(RawClient::close);
        }
        Await.await("room for another one", LIMIT, () -> {
            try (RawClient client = new RawClient(socket)) {
                client.send(RawClient.STATS);
                return !client.line().isEmpty();
            }
        });
    }

    @Test
    void whoLeavesInTheMiddleOfItsRepliesHurtsNobody() {
        snapshots.publish(Snapshots.ofCells(256));
        try (RawClient gone = new RawClient(socket)) {
            gone.send(RawClient.STATS.repeat(100));
            assertThat(gone.line()).contains("\"errno\":0");
        }
        assertServed();
    }

    @Test
    void whoIsConnectedWhenItEndsLearnsOfIt() {
        try (RawClient client = new RawClient(socket)) {
            client.send(RawClient.STATS);
            assertThat(client.line()).isNotEmpty();
            server.close();
            assertThat(client.line()).isEmpty();
        }
    }

    private void assertServed() {
        try (RawClient other = new RawClient(socket)) {
            other.send(RawClient.STATS);
            assertThat(other.line()).contains("\"errno\":0");
        }
    }
}
