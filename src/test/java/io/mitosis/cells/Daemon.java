// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.vm.Await;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.Result;
import io.mitosis.vm.VirtualMachine;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The daemon in the guest, started as a user starts it: by its launcher, with options, outside the cells. */
final class Daemon implements AutoCloseable {
    /**
     * For what the daemon does within milliseconds on a machine of its own; the guest is emulated and the host busy.
     */
    static final Duration LIMIT = Duration.ofSeconds(60);

    /** The verifier takes most of a start, and an emulated CPU takes long for it beside another guest. */
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    /** Options under which the settings of the kernel's cpu controller count. */
    static final String[] CPU_CONTROLLER = {"--cpu-controller", "on"};

    /** Options that turn the regular rescan off, which would hide a missed event. */
    static final String[] BY_EVENTS_ALONE = {"--reconfiguration-interval-s", "3600"};

    private static final String LAYOUT = "(Applied initial cell configuration|Cell config updated [^:]*"
            + "|Cpuset change detected, recomputed config|Rebalanced CPUs [^:]*): ";

    private final VirtualMachine vm;
    private final GuestProcess process;

    private Daemon(VirtualMachine vm, GuestProcess process) {
        this.vm = vm;
        this.process = process;
    }

    /** Starts it and waits until its first configuration is in force. */
    static Daemon start(VirtualMachine vm, Cgroup parent, String... options) {
        return launch(vm, parent, options).awaitStart();
    }

    /** Starts it with the cgroups that have a cpuset as cells, and waits until its first configuration is in force. */
    static Daemon startWithCpusetCells(VirtualMachine vm, String... options) {
        return launch(vm, Stream.concat(Stream.of("--cpuset-cells"), Stream.of(options)))
                .awaitStart();
    }

    /** Starts it with a kernel that ends it as soon as a task has waited that long, at most 30 s, for a CPU. */
    static Daemon startWithPatience(VirtualMachine vm, Cgroup parent, int millis, String... options) {
        String[] command = {"env", "SCX_TIMEOUT_MS=" + millis, "mitosis", "--cell-parent-cgroup", parent.path()};
        return new Daemon(
                        vm,
                        vm.start(Stream.concat(Stream.of(command), Stream.of(options))
                                .toArray(String[]::new)))
                .awaitStart();
    }

    /** Starts it and does not wait for anything. */
    static Daemon launch(VirtualMachine vm, Cgroup parent, String... options) {
        return launch(vm, Stream.concat(Stream.of("--cell-parent-cgroup", parent.path()), Stream.of(options)));
    }

    private static Daemon launch(VirtualMachine vm, Stream<String> options) {
        String[] command = Stream.concat(Stream.of("mitosis"), options).toArray(String[]::new);
        return new Daemon(vm, vm.start(command));
    }

    private Daemon awaitStart() {
        process.waitForLine(LAYOUT, START_LIMIT);
        return this;
    }

    GuestProcess process() {
        return process;
    }

    /** Returns the log so far. */
    String log() {
        return process.err();
    }

    List<String> logLines(String pattern) {
        return process.linesMatching(pattern);
    }

    /**
     * The layout in force, by the last line that told one. The log is asked rather than the statistics because a line
     * comes as soon as the layout is applied and for each layout, while statistics come once an interval (1 s) and show
     * only the last one.
     */
    Layout layout() {
        return layouts().getLast();
    }

    /** All layouts that have been in force, the first one first. */
    List<Layout> layouts() {
        return process.linesMatching(LAYOUT).stream().map(Layout::parse).toList();
    }

    /** Waits until the layout is as wanted: {@code [0: 0-1] [1(web): 2-3]}. */
    Layout awaitLayout(String wanted) {
        return awaitLayout(wanted, layout -> layout.text().equals(wanted));
    }

    /** Waits until the layout is as described. */
    Layout awaitLayout(String description, Predicate<Layout> wanted) {
        return Await.await("layout " + description, LIMIT, this::layoutAndLog, seen -> wanted.test(seen.layout()))
                .layout();
    }

    /** Waits for cells of these cgroups, besides the root cell, and of no others. */
    Layout awaitCells(String... names) {
        Set<String> wanted =
                Stream.concat(Stream.of(Layout.ROOT), Stream.of(names)).collect(Collectors.toUnmodifiableSet());
        return awaitLayout(
                "of " + List.of(names), layout -> layout.cells().keySet().equals(wanted));
    }

    private LayoutAndLog layoutAndLog() {
        return new LayoutAndLog(layout(), log());
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

    private record LayoutAndLog(Layout layout, String log) {
        @Override
        public String toString() {
            return layout + ", of\n" + log;
        }
    }
}
