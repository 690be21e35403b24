// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.stats.Snapshot;
import io.mitosis.cells.stats.Snapshots;
import io.mitosis.config.SocketSettings;
import io.mitosis.stats.SnapshotPublisher;
import io.mitosis.stats.server.StatsServer;
import io.mitosis.stats.wire.JsonValue;
import io.mitosis.vm.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code mitosis --monitor} as a user runs it. */
@Timeout(120)
class MonitorIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String NOTE = "mitosis: no statistics at ";
    private static final String END = "\n}\n";

    @TempDir
    private Path directory;

    /** It is there before the daemon, and outlives it. */
    @Test
    void printsWhenThereIsADaemonAndSaysOnceThatThereIsNone() throws IOException, InterruptedException {
        Process monitor = start("exec \"$0\" --monitor 0.05 --stats-socket \"$1\"");
        awaitText("err", 1, NOTE);
        StatsServer first = serve();
        awaitText("out", 3, END);
        first.close();
        awaitText("err", 2, NOTE);
        int before = count(text("out"), END);
        try (StatsServer second = serve()) {
            assertThat(second).isNotNull();
            awaitText("out", before + 2, END);
            monitor.destroy();
            assertThat(monitor.waitFor()).isZero();
        }
        assertThat(text("err").lines()).hasSize(2);
        String out = text("out");
        JsonValue snapshot = JsonValue.parse(out.substring(0, out.indexOf(END) + END.length()));
        assertThat(snapshot.member("cells").member("1").member("cgroup_path").text())
                .isEqualTo("/workloads/web");
        assertThat(out).contains("\n  \"uptime_s\": 60.25,\n");
    }

    @Test
    void endsWhenNobodyReadsAnyMore() throws InterruptedException, IOException {
        try (StatsServer server = serve()) {
            assertThat(server).isNotNull();
            Process monitor =
                    start("{ \"$0\" --monitor 0.05 --stats-socket \"$1\"; echo \"exit $?\" >&2; } | head -n 1");
            assertThat(monitor.waitFor()).isZero();
        }
        assertThat(text("out")).isEqualTo("{\n");
        assertThat(text("err")).isEqualTo("exit 0\n");
    }

    private StatsServer serve() {
        SnapshotPublisher<Snapshot> snapshots = new SnapshotPublisher<>();
        snapshots.publish(Snapshots.busy());
        return StatsServer.start(
                new SocketSettings(directory.resolve("stats"), 0600, null), Snapshot.source(snapshots::latest));
    }

    private Process start(String command) throws IOException {
        String launcher = Path.of(System.getProperty("mitosis.distribution"), "bin/mitosis")
                .toAbsolutePath()
                .toString();
        return new ProcessBuilder(
                        "sh",
                        "-c",
                        command,
                        launcher,
                        directory.resolve("stats").toString())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
    }

    private void awaitText(String file, int times, String part) {
        Await.await(times + " of " + part + " in " + file, LIMIT, () -> count(text(file), part) >= times);
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    private String text(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
