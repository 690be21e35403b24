// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import io.mitosis.stats.client.StatsClient;
import io.mitosis.stats.wire.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Polls the server for snapshots on a thread of its own, so that keys work while a server does not answer. A lost
 * connection is tried again each second.
 */
final class Feed implements AutoCloseable {
    /**
     * The last snapshot and the state of the connection.
     *
     * @param data the last snapshot; null if there was none yet
     * @param status the reason why there are no newer snapshots; empty if there is none
     */
    record Seen(@Nullable TableData data, String status) {}

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Path socket;
    private final Duration interval;
    private final Thread thread;
    private volatile Seen seen = new Seen(null, "");
    private volatile @Nullable Throwable failure;

    private Feed(Path socket, Duration interval) {
        this.socket = socket;
        this.interval = interval;
        thread = Thread.ofPlatform().daemon().name("top-feed").unstarted(this::run);
    }

    /** Starts the thread. */
    static Feed start(Path socket, Duration interval) {
        Feed feed = new Feed(socket, interval);
        feed.thread.start();
        return feed;
    }

    /**
     * Returns the last snapshot and the state of the connection.
     *
     * @throws IllegalStateException if the thread has failed
     */
    Seen seen() {
        if (failure != null) {
            throw new IllegalStateException("the thread that asks for statistics failed", failure);
        }
        return seen;
    }

    /** Reads one snapshot. */
    static TableData read(StatsClient client) throws IOException {
        JsonValue statistics = client.statistics();
        try {
            return TableReader.read(statistics);
        } catch (IllegalArgumentException wrong) {
            throw new IOException("the server's answer is no snapshot: " + wrong.getMessage(), wrong);
        }
    }

    private void run() {
        try {
            while (!Thread.interrupted()) {
                try (StatsClient client = StatsClient.connect(socket)) {
                    follow(client);
                } catch (IOException lost) {
                    seen = new Seen(seen.data(), unreachable(socket, lost) + "; trying again");
                }
                Thread.sleep(RETRY);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error unforeseen) {
            failure = unforeseen;
        }
    }

    private void follow(StatsClient client) throws IOException, InterruptedException {
        while (true) {
            seen = new Seen(read(client), "");
            Thread.sleep(interval);
        }
    }

    /** Returns a message that says why there is no snapshot. */
    static String unreachable(Path socket, IOException reason) {
        return "no statistics from " + socket + " (" + reason.getMessage() + ")";
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
