// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The host's side of a VM: the {@code scripts/vm} process that boots it, watches the boot and tries again. */
final class VmHost implements AutoCloseable {
    /** scripts/vm gives up earlier on a boot that shows no sign of life. */
    private static final Duration BOOT_LIMIT = Duration.ofMinutes(10);

    private final Process script;
    private final Path socket;
    private final Console console;
    private final Path messages;

    private VmHost(Process script, Path socket, Console console, Path messages) {
        this.script = script;
        this.socket = socket;
        this.console = console;
        this.messages = messages;
    }

    static VmHost launch(VmOptions options) throws IOException {
        Path root = Path.of("").toAbsolutePath();
        Path logs = Files.createDirectories(root.resolve("target/vm"));
        Console console = Console.create(logs, options.name());
        Path messages = logs.resolve(options.name() + ".boot.log");
        // Not below the tree: the path of a Unix socket has 107 bytes at most.
        Path socket = Files.createTempDirectory("mitosis-vm").resolve("agent");
        List<String> command =
                new ArrayList<>(List.of(root.resolve("scripts/vm").toString()));
        command.addAll(options.arguments());
        command.addAll(List.of("--console", console.toString(), "--agent", socket.toString()));
        // Its standard input stays open as long as this JVM lives, and the VM as long as that.
        Process script = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(messages.toFile())
                .start();
        return new VmHost(script, socket, console, messages);
    }

    /** Waits for the guest's agent, over all attempts at booting. */
    AgentConnection connect() throws IOException {
        long start = System.nanoTime();
        while (script.isAlive() && System.nanoTime() - start < BOOT_LIMIT.toNanos()) {
            try {
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                if (channel.connect(UnixDomainSocketAddress.of(socket))) {
                    return AgentConnection.over(channel);
                }
            } catch (IOException notYet) {
                Await.pause();
            }
        }
        throw new IOException("the VM did not boot:\n" + Files.readString(messages) + console.end());
    }

    Console console() {
        return console;
    }

    @Override
    public void close() {
        try {
            script.getOutputStream().close();
            if (!script.waitFor(10, TimeUnit.SECONDS)) {
                script.destroy();
            }
            Files.deleteIfExists(socket);
            Files.deleteIfExists(socket.getParent());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            script.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
