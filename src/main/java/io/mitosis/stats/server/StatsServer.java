// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.server;

import io.mitosis.config.SocketSettings;
import io.mitosis.stats.wire.Requests;
import io.mitosis.stats.wire.StatsSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Server of the statistics socket. One thread serves all clients. */
public final class StatsServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StatsServer.class);

    private static final int MAX_CONNECTIONS = 64;
    private static final long NO_TIMEOUT = 0;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LAST_MOMENTS = Duration.ofSeconds(1);

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final SelectionKey accepting;
    private final SocketFile file;
    private final Requests<?> requests;
    private final Thread thread;
    private volatile boolean closed;
    // When to accept connections again after a failure.
    private long resume;

    private StatsServer(Selector selector, ServerSocketChannel listener, SocketFile file, StatsSource<?> source)
            throws IOException {
        this.selector = selector;
        this.listener = listener;
        this.file = file;
        requests = new Requests<>(source);
        listener.configureBlocking(false);
        accepting = listener.register(selector, SelectionKey.OP_ACCEPT);
        thread = Thread.ofPlatform().name("stats").daemon().unstarted(this::run);
    }

    /**
     * Checks the settings before anything is opened.
     *
     * @throws io.mitosis.exit.UsageException if the settings can never work; the message says why
     */
    public static void check(SocketSettings settings) {
        SocketFile.check(settings);
    }

    /**
     * Starts to listen. The caller has made sure that no other daemon runs, as a socket left by one is replaced.
     *
     * @throws io.mitosis.exit.UsageException if the path of the socket cannot be used
     */
    public static StatsServer start(SocketSettings settings, StatsSource<?> source) {
        @Nullable ServerSocketChannel listener = null;
        @Nullable Selector selector = null;
        try {
            listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            selector = Selector.open();
            StatsServer server = new StatsServer(selector, listener, SocketFile.listen(listener, settings), source);
            server.thread.start();
            return server;
        } catch (IOException e) {
            closeAll(selector, listener);
            throw new UncheckedIOException("cannot open a socket", e);
        } catch (RuntimeException e) {
            closeAll(selector, listener);
            throw e;
        }
    }

    /**
     * Serves clients. A failure that no connection has caused ends the thread, and with it the process: no client would
     * get an answer any more.
     */
    private void run() {
        try {
            while (!closed) {
                selector.select(this::serve, timeout());
                giveUp();
            }
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                throw new IllegalStateException("no statistics any more", e);
            }
        }
    }

    private void serve(SelectionKey key) {
        if (key.attachment() instanceof Connection connection) {
            try {
                if (!connection.serve(System.nanoTime())) {
                    end(key);
                }
            } catch (IOException | RuntimeException e) {
                log.debug("Connection closed: {}", String.valueOf(e.getMessage()));
                end(key);
            } catch (Error e) {
                // The request is dropped. If memory was short, there may be enough now.
                end(key);
                log.error("A connection for statistics is closed: {}", e.toString());
            }
        } else {
            accept();
        }
    }

    private void accept() {
        @Nullable SocketChannel channel = null;
        try {
            channel = listener.accept();
            if (channel == null) {
                return;
            }
            // One of the keys is the listener's own.
            if (selector.keys().size() > MAX_CONNECTIONS) {
                channel.close();
                return;
            }
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            key.attach(new Connection(channel, key, requests));
        } catch (IOException | Error e) {
            // Out of descriptors or memory, for instance: retrying at once would be a busy loop.
            closeAll(channel);
            log.warn("Cannot accept a connection: {}", e.getMessage());
            accepting.interestOps(0);
            resume = System.nanoTime() + PAUSE.toNanos();
        }
    }

    /** Returns the time until the server has to act without an event, in milliseconds; 0: no limit. */
    private long timeout() {
        long now = System.nanoTime();
        long remaining = isPaused() ? resume - now : Long.MAX_VALUE;
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof Connection connection) {
                remaining = Math.min(remaining, connection.patience(now));
            }
        }
        return remaining == Long.MAX_VALUE ? NO_TIMEOUT : Math.max(1, TimeUnit.NANOSECONDS.toMillis(remaining) + 1);
    }

    private void giveUp() {
        long now = System.nanoTime();
        for (SelectionKey key : List.copyOf(selector.keys())) {
            if (key.attachment() instanceof Connection connection && connection.patience(now) <= 0) {
                log.debug("Connection closed: a reply was not read for {} s", Connection.PATIENCE.toSeconds());
                end(key);
            }
        }
        if (isPaused() && now - resume >= 0) {
            accepting.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    private boolean isPaused() {
        return accepting.isValid() && accepting.interestOps() == 0;
    }

    private static void end(SelectionKey key) {
        closeAll(key.channel());
    }

    private static void closeAll(@Nullable AutoCloseable... resources) {
        for (AutoCloseable resource : resources) {
            try {
                if (resource != null) {
                    resource.close();
                }
            } catch (Exception e) {
                log.debug("Cannot close: {}", String.valueOf(e.getMessage()));
            }
        }
    }

    /** Removes the socket and ends all connections. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        closeAll(file::remove, listener);
        selector.wakeup();
        try {
            thread.join(LAST_MOMENTS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List.copyOf(selector.keys()).forEach(StatsServer::end);
        closeAll(selector);
    }
}
