// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mitosis.cells.stats.Snapshot;
import io.mitosis.config.SocketSettings;
import io.mitosis.exit.UsageException;
import io.mitosis.stats.SnapshotPublisher;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The socket's file: who may connect, what it replaces, and what it leaves alone. */
class SocketFileIT {
    @TempDir
    private Path directory;

    @Test
    void hasTheModeAndTheGroupAskedForInADirectoryThatIsMade() throws IOException {
        Path socket = directory.resolve("a/b/stats");
        try (StatsServer server = start(new SocketSettings(socket, 0647, "daemon"))) {
            PosixFileAttributes file = Files.readAttributes(socket, PosixFileAttributes.class);
            assertThat(PosixFilePermissions.toString(file.permissions())).isEqualTo("rw-r--rwx");
            assertThat(file.group().getName()).isEqualTo("daemon");
            assertThat(server).isNotNull();
        }
        try (Stream<Path> left = Files.list(directory.resolve("a/b"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatAKilledDaemonLeftIsReplaced() throws IOException {
        Path socket = directory.resolve("stats");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket))
                .close();
        assertThat(socket).exists();
        try (StatsServer server = start(new SocketSettings(socket, 0600, null));
                RawClient client = new RawClient(socket)) {
            client.send(RawClient.STATS);
            assertThat(client.line()).contains("no statistics yet");
            assertThat(server).isNotNull();
        }
    }

    @Test
    void whoeverListensThereIsLeftAlone() throws IOException {
        Path socket = directory.resolve("stats");
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(socket));
            assertRefused(socket, "--stats-socket: cannot listen at " + socket + ": another program listens there");
            try (RawClient client = new RawClient(socket)) {
                assertThat(other.accept()).isNotNull();
                assertThat(client.send("x")).isTrue();
            }
        }
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("notes"), "mine");
        assertRefused(file, "--stats-socket: cannot listen at " + file + ": there is a file which is no socket");
        assertThat(file).hasContent("mine");
        assertRefused(
                file.resolve("stats"),
                "--stats-socket: cannot listen at " + file.resolve("stats") + ": FileAlreadyExists " + file);
    }

    @Test
    void whatAnotherOneHasPutThereSinceIsNotRemoved() throws IOException {
        Path socket = directory.resolve("stats");
        try (StatsServer server = start(new SocketSettings(socket, 0600, null))) {
            assertThat(server).isNotNull();
            Files.delete(socket);
            Files.writeString(socket, "another's");
        }
        assertThat(socket).hasContent("another's");
    }

    @Test
    void whatCannotWorkIsRefusedBeforeAnythingIsTouched() {
        Path deep = directory.resolve("x".repeat(110));
        assertThatThrownBy(() -> StatsServer.check(new SocketSettings(deep, 0600, null)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("longer than the 103 bytes");
        assertThatThrownBy(() -> StatsServer.check(new SocketSettings(directory.resolve("s"), 0600, "no-such-group")))
                .isInstanceOf(UsageException.class)
                .hasMessage("--stats-socket-group: there is no group \"no-such-group\"");
    }

    private static void assertRefused(Path socket, String message) {
        assertThatThrownBy(() -> start(new SocketSettings(socket, 0600, null)).close())
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }

    private static StatsServer start(SocketSettings settings) {
        return StatsServer.start(settings, Snapshot.source(new SnapshotPublisher<Snapshot>()::latest));
    }
}
