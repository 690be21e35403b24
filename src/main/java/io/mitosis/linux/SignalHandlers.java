// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Signals by handlers of the JVM, see {@code signal(7)} and why in {@code docs/architecture.md}. */
public final class SignalHandlers {
    private SignalHandlers() {}

    /**
     * Has something done, on a thread of its own, each time a signal comes, even if whoever started this process had it
     * ignored.
     *
     * @param name without {@code SIG}
     */
    public static void handle(String name, Runnable handler) {
        Signal signal = new Signal(name);
        // The JVM installs no handler for a signal that is ignored, and does not say so.
        ErrnoException.check("signal", Libc.signalByDefault(signal.getNumber()), name);
        Signal.handle(signal, received -> handler.run());
    }

    /** Has a signal ignored from now on. */
    public static void ignore(String name) {
        Signal.handle(new Signal(name), SignalHandler.SIG_IGN);
    }
}
