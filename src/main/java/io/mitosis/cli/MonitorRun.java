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

/** {@code mitosis --monitor SECS}: prints statistics until it is told to stop, or nobody reads any more. */
final class MonitorRun {
    private MonitorRun() {}

    static int run(Path socket, Duration interval, PrintWriter err) {
        // To be told to stop is how it ends. It may be waiting for a reader of its output, which nothing interrupts.
        for (String name : new String[] {"INT", "TERM"}) {
            SignalHandlers.handle(name, () -> Runtime.getRuntime().halt(ExitCodes.FINE));
        }
        // System.out would hide that nobody reads.
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        new Monitor(socket, interval, out, err).run();
        return ExitCodes.FINE;
    }
}
