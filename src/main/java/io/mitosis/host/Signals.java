// SPDX-License-Identifier: Apache-2.0
package io.mitosis.host;

import io.mitosis.event.EventLoop;
import io.mitosis.linux.SignalHandlers;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Turns signals into what the loop does: SIGINT and SIGTERM end it in good order, SIGHUP has it read the configuration
 * again.
 *
 * <p>They arrive by handlers of the JVM: a signalfd would need every thread of the JVM to block them, and those that
 * the JVM starts for itself do not, so that a SIGTERM would now and then kill the process before it can detach.
 */
public final class Signals implements AutoCloseable {
    private static final String INTERRUPT = "INT";
    private static final String TERMINATE = "TERM";
    private static final String HANG_UP = "HUP";

    private volatile boolean stopRequested;
    private volatile @Nullable EventLoop loop;
    private volatile @Nullable Runnable onHangUp;
    private final AtomicBoolean hungUp = new AtomicBoolean();

    /** Makes one that no signal reaches yet. */
    Signals() {}

    /** Takes the signals over for the rest of the process's life. */
    public static Signals handle() {
        Signals signals = new Signals();
        SignalHandlers.handle(INTERRUPT, signals::stop);
        SignalHandlers.handle(TERMINATE, signals::stop);
        SignalHandlers.handle(HANG_UP, signals::hangUp);
        return signals;
    }

    private void stop() {
        stopRequested = true;
        EventLoop running = loop;
        if (running != null) {
            running.stop();
        }
    }

    /** What SIGHUP does. */
    void hangUp() {
        hungUp.set(true);
        passHangUpOn();
    }

    /** Those that come before the loop has time for the first are one. */
    private void passHangUpOn() {
        EventLoop running = loop;
        Runnable handler = onHangUp;
        if (running != null && handler != null) {
            running.execute(() -> {
                if (hungUp.getAndSet(false)) {
                    handler.run();
                }
            });
        }
    }

    /** Has the loop run {@code handler} when SIGHUP comes, and once it runs if one has already come. */
    void onHangUp(Runnable handler) {
        onHangUp = handler;
        if (hungUp.get()) {
            passHangUpOn();
        }
    }

    /** Has a loop stopped by signals from now on, and by one that has already come. */
    public void wake(EventLoop loop) {
        this.loop = loop;
        if (stopRequested) {
            loop.stop();
        }
    }

    /** Returns whether the process was asked to end. */
    public boolean stopRequested() {
        return stopRequested;
    }

    /** Ignores further signals: the process is about to end by itself. */
    @Override
    public void close() {
        SignalHandlers.ignore(INTERRUPT);
        SignalHandlers.ignore(TERMINATE);
        SignalHandlers.ignore(HANG_UP);
    }
}
