// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.event.EventLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Turns signals into tasks of the loop: SIGINT and SIGTERM stop it, SIGHUP changes nothing.
 *
 * <p>They arrive by handlers of the JVM: a signalfd would need every thread of the JVM to block them, and those that
 * the JVM starts for itself do not, so that a SIGTERM would now and then kill the process before it can detach.
 */
final class Signals implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Signals.class);
    private static final Signal INTERRUPT = new Signal("INT");
    private static final Signal TERMINATE = new Signal("TERM");
    private static final Signal HANG_UP = new Signal("HUP");

    private volatile boolean stopRequested;

    private Signals() {}

    static Signals handle(EventLoop loop) {
        Signals signals = new Signals();
        SignalHandler stop = signal -> {
            signals.stopRequested = true;
            loop.stop();
        };
        Signal.handle(INTERRUPT, stop);
        Signal.handle(TERMINATE, stop);
        Signal.handle(HANG_UP, signal -> loop.execute(() -> log.info("SIGHUP: there is nothing to read again")));
        return signals;
    }

    /** Returns whether the process was asked to end. */
    boolean stopRequested() {
        return stopRequested;
    }

    /** Ignores further signals: the loop that they would wake goes away, and so will the process. */
    @Override
    public void close() {
        Signal.handle(INTERRUPT, SignalHandler.SIG_IGN);
        Signal.handle(TERMINATE, SignalHandler.SIG_IGN);
        Signal.handle(HANG_UP, SignalHandler.SIG_IGN);
    }
}
