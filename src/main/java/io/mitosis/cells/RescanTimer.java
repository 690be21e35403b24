// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.event.Debounce;
import io.mitosis.linux.FileDescriptor;
import io.mitosis.linux.TimerFd;
import java.time.Duration;
import java.util.OptionalLong;

/** Has the cgroups looked at when something was told of them: the first time at once, what follows closely together. */
final class RescanTimer implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofMillis(20);

    private final TimerFd timer = TimerFd.unset();
    private final Runnable look;
    private Debounce debounce;
    private boolean again;

    /**
     * Makes a timer that is not set.
     *
     * @param window within which events are taken together
     */
    RescanTimer(Duration window, Runnable look) {
        this.look = look;
        debounce = new Debounce(window);
    }

    /** Changes the window. The caller looks: what waited until now is forgotten. */
    void use(Duration window) {
        debounce = new Debounce(window);
    }

    /** Something may have changed. */
    void told() {
        if (debounce.event(System.nanoTime())) {
            look();
        } else {
            await();
        }
    }

    /** Returns what becomes readable when it is time to look. */
    FileDescriptor file() {
        return timer.file();
    }

    /** To be called when it is. */
    void expired() {
        timer.drain();
        if (debounce.expired(System.nanoTime()) || again) {
            look();
        } else {
            await();
        }
    }

    /** Looks, told or not. */
    void look() {
        again = false;
        try {
            look.run();
        } finally {
            debounce.acted(System.nanoTime());
        }
    }

    /** Has it looked again in a moment, whether something is told or not. */
    void soon() {
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
