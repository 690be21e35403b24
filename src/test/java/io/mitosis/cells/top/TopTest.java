// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mitosis.cells.metrics.Intervals;
import io.mitosis.cells.stats.Snapshot;
import io.mitosis.config.SocketSettings;
import io.mitosis.stats.SnapshotPublisher;
import io.mitosis.stats.server.StatsServer;
import io.mitosis.vm.Await;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The requests of the command, and its messages when there is no server. */
class TopTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final SnapshotPublisher<Snapshot> snapshots = new SnapshotPublisher<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void onceIsOneTableOfWhatTheServerSays() throws IOException {
        snapshots.publish(Intervals.with(Intervals.cell(1, "workloads/web", 11)));
        StatsServer server = serve();
        try {
            assertThat(once()).isTrue();
        } finally {
            server.close();
        }
        assertThat(out).hasToString("""
                mitosis: 2 cells on 4 CPUs, 75.0 % used, 1 parked, 2 limits, up 30 s
                configuration 7, 4 s ago (cgroups); rebalanced 2 times; sorted by util

                CELL CGROUP          CPUS              UTIL% LOCAL  CPUQ CELLQ  BORR  LENT  VIOL
                   0 /                  2 [||||||||  ]  75.0   9.1   0.0  90.9  20.0  10.0   0.0
                   1 /workloads/web     2 [||||||||  ]  75.0   9.1   0.0  90.9  20.0  10.0   0.0
                parked in cell 0: /late
                """);
    }

    @Test
    void limitsAreShownInsteadOfTheCells() throws IOException {
        snapshots.publish(Intervals.with());
        StatsServer server = serve();
        try {
            assertThat(once(true)).isTrue();
        } finally {
            server.close();
        }
        assertThat(out).hasToString("""
                mitosis: 1 cell on 4 CPUs, 75.0 % used, 1 parked, 2 limits, up 30 s
                1 throttled now, 3 tasks waiting; sorted by throttled time; no room for others

                CGROUP                             CPUS THROTTLED  THR% PERIODS  LONGEST WAITING
                /workloads/web/"a\\b"               1.50    123 ms  40.0      10    88 ms       3
                cgid 18446744073709551614          0.20      0 ms   0.0       0     0 ms       0
                parked in cell 0: /late
                """);
    }

    @Test
    void onceSaysInALineThatThereIsNoServer() throws IOException {
        assertThat(once()).isFalse();
        assertThat(out.toString()).isEmpty();
        assertThat(err).hasToString("mitosis: no statistics from " + socket() + " (No such file or directory)\n");
    }

    @Test
    void aServerThatGoesAwayIsFoundAgain() {
        snapshots.publish(Intervals.with());
        try (Feed feed = Feed.start(socket(), Duration.ofMillis(50))) {
            Await.await("the loss", LIMIT, () -> feed.seen().status().contains("trying again"));
            assertThat(feed.seen().data()).isNull();
            for (int i = 0; i < 2; i++) {
                StatsServer server = serve();
                Await.await("data", LIMIT, () -> feed.seen().status().isEmpty());
                assertThat(feed.seen().data()).isNotNull();
                server.close();
                Await.await("the loss", LIMIT, () -> !feed.seen().status().isEmpty());
                assertThat(feed.seen().data()).isNotNull();
            }
        }
    }

    /** A failure that only a bug can cause: here, a socket on a file system that has no sockets. */
    @Test
    void aFailureOfTheThreadThatAsksIsTheUsersToSee() throws IOException {
        try (FileSystem archive = FileSystems.newFileSystem(directory.resolve("a.zip"), Map.of("create", "true"));
                Feed feed = Feed.start(archive.getPath("stats"), Duration.ofMillis(50))) {
            Await.await("the failure", LIMIT, () -> hasFailed(feed));
            assertThatThrownBy(feed::seen).hasRootCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    private static boolean hasFailed(Feed feed) {
        try {
            feed.seen();
            return false;
        } catch (IllegalStateException failed) {
            return true;
        }
    }

    private boolean once() throws IOException {
        return once(false);
    }

    private boolean once(boolean limits) throws IOException {
        TopSettings settings =
                new TopSettings(socket(), Duration.ofSeconds(1), limits, SortKey.UTIL, true, false, true);
        return new Top(settings, new PrintWriter(out), new PrintWriter(err)).run();
    }

    private StatsServer serve() {
        return StatsServer.start(new SocketSettings(socket(), 0600, null), Snapshot.source(snapshots::latest));
    }

    private Path socket() {
        return directory.resolve("stats");
    }
}
