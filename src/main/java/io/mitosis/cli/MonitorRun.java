// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.linux.SignalHandlers;
import io.mitosis.stats.client.Monitor;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;

/** {@code mitosis --monitor SECS}: prints statistics until a signal ends it or its output is closed. */
final class MonitorRun {
    private MonitorRun() {}

    static int run(Path socket, Duration interval, PrintWriter err) {
        // A signal is the regular end. A write to a full pipe cannot be interrupted, so the process exits.
        for (String name : new String[] {"INT", "TERM"}) {
            SignalHandlers.handle(name, () -> Runtime.getRuntime().halt(ExitCodes.FINE));
        }
        // System.out would hide that nobody reads.
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        new Monitor(socket, interval, out, err).run();
        return ExitCodes.FINE;
    }
}
