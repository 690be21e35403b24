// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.client;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Prints the statistics again and again, as JSON for people, and waits for a daemon where there is none. */
public final class Monitor {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Path socket;
    private final Duration interval;
    private final OutputStream out;
    private final PrintWriter err;
    private boolean notified;

    /**
     * Makes one that has done nothing yet.
     *
     * @param socket where the daemon listens
     * @param interval the time between two prints
     * @param out where to print; when it takes no more, that is the end
     * @param err where to tell, once, that there is no daemon
     */
    public Monitor(Path socket, Duration interval, OutputStream out, PrintWriter err) {
        this.socket = socket;
        this.interval = interval;
        this.out = out;
        this.err = err;
    }

    /** Prints until nobody reads any more, or the thread is interrupted. */
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

    /** Once for each time that there are none. */
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
            // It was of no use any more.
        }
    }
}
