// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.event.Debounce;
import io.mitosis.linux.FileDescriptor;
import io.mitosis.linux.TimerFd;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Triggers scans of the cgroups after events: at once after the first event, once for events that follow closely. For
 * the loop's thread.
 */
final class RescanTimer implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofMillis(20);

    private final TimerFd timer = TimerFd.unset();
    private final Runnable scan;
    private Debounce debounce;
    private boolean again;

    /**
     * Creates a timer that is not armed.
     *
     * @param window events within this time of each other cause one scan; zero: each causes one
     * @param scan scans the cgroups
     */
    RescanTimer(Duration window, Runnable scan) {
        this.scan = scan;
        debounce = new Debounce(window);
    }

    /** Changes the window and drops events that wait for their scan: the caller scans. */
    void reconfigure(Duration window) {
        debounce = new Debounce(window);
    }

    /** Takes an event: a cgroup may have changed. */
    void notified() {
        if (debounce.event(System.nanoTime())) {
            scan();
        } else {
            await();
        }
    }

    /** Returns the timer's descriptor. When it is readable, call {@link #expired}. */
    FileDescriptor file() {
        return timer.file();
    }

    /** Scans if the time for it has come. */
    void expired() {
        timer.drain();
        if (debounce.expired(System.nanoTime()) || again) {
            scan();
        } else {
            await();
        }
    }

    /** Scans now, whether there was an event or not. */
    void scan() {
        again = false;
        try {
            scan.run();
        } finally {
            debounce.acted(System.nanoTime());
        }
    }

    /** Scans again in 20 ms, whether there is an event or not. */
    void scanSoon() {
        again = true;
        timer.once(AGAIN);
    }

    private void await() {
        OptionalLong deadline = debounce.deadline();
        if (deadline.isPresent()) {
            timer.once(Duration.ofNanos(Math.max(1, deadline.getAsLong() - System.nanoTime())));
        }
    }

    @Override
    public void close() {
        timer.close();
    }
}
