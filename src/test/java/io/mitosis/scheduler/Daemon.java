// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.vm.Await;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.Result;
import io.mitosis.vm.VirtualMachine;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The daemon in the guest, started as a user starts it: by its launcher, with options, outside the cells. */
final class Daemon implements AutoCloseable {
    /**
     * For what the daemon does within milliseconds on a machine of its own; the guest is emulated and the host busy.
     */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String LAYOUT = "(Applied initial cell configuration|Cell config updated [^:]*): ";

    private final VirtualMachine vm;
    private final GuestProcess process;

    private Daemon(VirtualMachine vm, GuestProcess process) {
        this.vm = vm;
        this.process = process;
    }

    /** Starts it and waits until its first configuration is in force. */
    static Daemon start(VirtualMachine vm, Cgroup parent, String... options) {
        Daemon daemon = launch(vm, parent, options);
        daemon.process.waitForLine(LAYOUT, LIMIT);
        return daemon;
    }

    /** Starts it and does not wait for anything. */
    static Daemon launch(VirtualMachine vm, Cgroup parent, String... options) {
        String[] command = Stream.concat(
                        Stream.of("mitosis", "--cell-parent-cgroup", parent.path()), Stream.of(options))
                .toArray(String[]::new);
        return new Daemon(vm, vm.start(command));
    }

    GuestProcess process() {
        return process;
    }

    /** What it has logged so far. */
    String log() {
        return process.err();
    }

    List<String> logLines(String pattern) {
        return process.linesMatching(pattern);
    }

    /** The layout in force, by the last line that told one. */
    Layout layout() {
        return Layout.parse(process.linesMatching(LAYOUT).getLast());
    }

    /** Waits until the layout is as wanted: {@code [0: 0-1] [1(web): 2-3]}. */
    Layout awaitLayout(String wanted) {
        return Await.await(
                "layout " + wanted + ", of\n" + log(),
                LIMIT,
                this::layout,
                layout -> layout.text().equals(wanted));
    }

    /** Asks it to end, and waits for that. */
    Result stop() {
        process.terminate();
        return process.waitForExit(LIMIT);
    }

    /** Ends it in good order if that has not happened yet. */
    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
        vm.awaitSchedulerState("disabled", LIMIT);
    }
}
