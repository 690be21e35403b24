// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import io.mitosis.linux.SignalHandlers;
import io.mitosis.stats.client.StatsClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import sun.misc.Signal;

/** {@code mitosis top}: on a terminal a table that refreshes in place, elsewhere one table after the other. */
public final class Top {
    private static final Duration WINDOW_POLL = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final TopSettings settings;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Thread thread = Thread.currentThread();
    private volatile boolean stopped;

    /**
     * Creates the command. It prints to {@code out} where there is no terminal, and reports a missing server on
     * {@code err}.
     */
    public Top(TopSettings settings, PrintWriter out, PrintWriter err) {
        this.settings = settings;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs until a key or a signal stops it, or the output is closed.
     *
     * @return false if only one table was asked for and there is no server
     * @throws IOException if the terminal cannot be used
     */
    public boolean run() throws IOException {
        if (settings.once()) {
            return printOnce();
        }
        SignalHandlers.handle("INT", this::stop);
        SignalHandlers.handle("TERM", this::stop);
        // A signal that is ignored, as under nohup(1), stays so.
        Signal.handle(new Signal("HUP"), received -> stop());
        if (settings.terminal()) {
            live();
        } else {
            printRepeatedly();
        }
        return true;
    }

    private void stop() {
        stopped = true;
        thread.interrupt();
    }

    private boolean printOnce() {
        try (StatsClient client = StatsClient.connect(settings.socket())) {
            print(client);
            return true;
        } catch (IOException missing) {
            err.println("mitosis: " + Feed.unreachable(settings.socket(), missing));
            err.flush();
            return false;
        }
    }

    private void print(StatsClient client) throws IOException {
        Table.lines(Feed.read(client), View.plain(settings.limits(), settings.sort()))
                .forEach(line -> out.println(line.stripTrailing()));
        out.flush();
    }

    private void live() throws IOException {
        try (Screen screen = Screen.open(this::stop);
                Feed feed = Feed.start(settings.socket(), settings.interval())) {
            View view =
                    screen.fit(new View(1, 1, settings.limits(), settings.sort(), false, 0, settings.coloured(), ""));
            Feed.Seen seen = feed.seen();
            screen.draw(Table.lines(seen.data(), view), view);
            while (!stopped) {
                int key = screen.read(WINDOW_POLL);
                if (Keys.quits(key) || key == Screen.GONE) {
                    break;
                }
                Feed.Seen now = feed.seen();
                int rows = now.data() == null ? 0 : now.data().rows(view);
                View next = screen.fit(Keys.press(view, key, rows).withStatus(now.status()));
                if (!now.equals(seen) || !next.equals(view)) {
                    seen = now;
                    view = next;
                    screen.draw(Table.lines(seen.data(), view), view);
                }
            }
        } catch (IOException interrupted) {
            if (!stopped) {
                throw interrupted;
            }
        }
    }

    private void printRepeatedly() {
        boolean notified = false;
        while (!stopped && !out.checkError()) {
            try (StatsClient client = StatsClient.connect(settings.socket())) {
                while (!stopped && !out.checkError()) {
                    print(client);
                    notified = false;
                    out.println();
                    pause(settings.interval());
                }
            } catch (IOException lost) {
                if (!notified && !stopped) {
                    err.println("mitosis: " + Feed.unreachable(settings.socket(), lost) + "; trying again");
                    err.flush();
                }
                notified = true;
                pause(RETRY);
            }
        }
    }

    private void pause(Duration time) {
        try {
            if (!stopped) {
                Thread.sleep(time);
            }
        } catch (InterruptedException asked) {
            // Interrupted by the signal that stops the command.
        }
    }
}
