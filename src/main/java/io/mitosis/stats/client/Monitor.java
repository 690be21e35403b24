// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.client;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Prints the statistics periodically as JSON for people, and waits for a daemon where there is none. */
public final class Monitor {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Path socket;
    private final Duration interval;
    private final OutputStream out;
    private final PrintWriter err;
    private boolean notified;

    /**
     * Creates a monitor. It does nothing before {@link #run}.
     *
     * @param socket the path of the daemon's socket
     * @param interval the time between two prints
     * @param out the output; the monitor ends when it is closed
     * @param err the output for a message, once for each outage, that there is no daemon
     */
    public Monitor(Path socket, Duration interval, OutputStream out, PrintWriter err) {
        this.socket = socket;
        this.interval = interval;
        this.out = out;
        this.err = err;
    }

    /** Prints until the output is closed or the thread is interrupted. */
    public void run() {
        @Nullable StatsClient client = null;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                client = client == null ? connect() : client;
                byte[] text = client == null ? null : ask(client);
                if (text == null) {
                    close(client);
                    client = null;
                } else if (!print(text)) {
                    return;
                }
                Thread.sleep(client == null ? RETRY : interval);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            close(client);
        }
    }

    private @Nullable StatsClient connect() {
        try {
            return StatsClient.connect(socket);
        } catch (IOException e) {
            notifyOnce(e);
            return null;
        }
    }

    private byte @Nullable [] ask(StatsClient client) {
        try {
            byte[] text = client.statistics().pretty();
            notified = false;
            return text;
        } catch (IOException e) {
            notifyOnce(e);
            return null;
        }
    }

    /** Reports missing statistics, once for each outage. */
    private void notifyOnce(IOException why) {
        if (!notified) {
            notified = true;
            err.println("mitosis: no statistics at " + socket + " (" + why.getMessage() + "), waiting for them");
            err.flush();
        }
    }

    private boolean print(byte[] text) {
        try {
            out.write(text);
            out.flush();
            return true;
        } catch (IOException nobodyReads) {
            return false;
        }
    }

    private static void close(@Nullable StatsClient client) {
        try {
            if (client != null) {
                client.close();
            }
        } catch (IOException e) {
            // The connection is not used any more.
        }
    }
}
