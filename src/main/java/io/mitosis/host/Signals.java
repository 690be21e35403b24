// SPDX-License-Identifier: Apache-2.0
package io.mitosis.host;

import io.mitosis.event.EventLoop;
import io.mitosis.linux.SignalHandlers;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Handles signals on the event loop: SIGINT and SIGTERM stop it in good order, SIGHUP makes it reload the
 * configuration.
 *
 * <p>The JVM's signal handlers are used: a signalfd would need every thread of the JVM to block the signals, and those
 * that the JVM starts for itself do not, so that a SIGTERM could kill the process before it detaches.
 */
public final class Signals implements AutoCloseable {
    private static final String INTERRUPT = "INT";
    private static final String TERMINATE = "TERM";
    private static final String HANG_UP = "HUP";

    private volatile boolean stopRequested;
    private volatile @Nullable EventLoop loop;
    private volatile @Nullable Runnable onHangUp;
    private final AtomicBoolean hungUp = new AtomicBoolean();

    /** Creates an instance without installing handlers. */
    Signals() {}

    /** Installs the handlers for the rest of the process's life. */
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

    /** Handles SIGHUP. */
    void hangUp() {
        hungUp.set(true);
        passHangUpOn();
    }

    /** Submits the handler of SIGHUP to the loop. Signals that arrive before it runs count as one. */
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

    /** Sets the handler that the loop runs for SIGHUP, also for one that has already arrived. */
    void onHangUp(Runnable handler) {
        onHangUp = handler;
        if (hungUp.get()) {
            passHangUpOn();
        }
    }

    /** Sets the loop that signals stop, also one that has already arrived. */
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
