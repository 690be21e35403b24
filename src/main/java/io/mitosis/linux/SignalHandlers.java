// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Signal handlers of the JVM, see {@code signal(7)}. The reason for them is in {@code docs/architecture.md}. */
public final class SignalHandlers {
    private SignalHandlers() {}

    /**
     * Installs a handler, which the JVM runs on a thread of its own. It works for a signal that was ignored when this
     * process started, too.
     *
     * @param name the signal's name without {@code SIG}
     */
    public static void handle(String name, Runnable handler) {
        Signal signal = new Signal(name);
        // The JVM installs no handler for a signal that is ignored, and does not say so.
        ErrnoException.check("signal", Libc.signalByDefault(signal.getNumber()), name);
        Signal.handle(signal, received -> handler.run());
    }

    /** Ignores a signal from now on. */
    public static void ignore(String name) {
        Signal.handle(new Signal(name), SignalHandler.SIG_IGN);
    }
}
