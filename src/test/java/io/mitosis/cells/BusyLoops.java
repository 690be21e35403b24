// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.GuestProcess;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tasks that want a CPU all the time: {@code src/test/guest/spin.c}.
 *
 * @param process their parent, which sleeps
 * @param tids their threads; the first of each process is the process
 */
record BusyLoops(GuestProcess process, List<Integer> tids) implements AutoCloseable {
    private static final String WORKER = "worker ";

    /** Starts them in a cgroup and waits until all of them run. */
    static BusyLoops start(Cgroup cgroup, String... options) {
        return startAll(cgroup, "spin", options);
    }

    /** Starts some that work in turn, 2 ms each: {@code src/test/guest/relay.c}. */
    static BusyLoops startRelay(Cgroup cgroup, int count) {
        return startAll(cgroup, "relay", "-p", String.valueOf(count));
    }

    /** Starts some that do not see the stop that they were sent: {@code src/test/guest/unseen-stop.c}. */
    static BusyLoops startWithUnseenStop(Cgroup cgroup) {
        return startAll(cgroup, "unseen-stop");
    }

    private static BusyLoops startAll(Cgroup cgroup, String program, String... options) {
        GuestProcess process = cgroup.start(
                Stream.concat(Stream.of(program), Stream.of(options)).toArray(String[]::new));
        process.waitForLine("ready", Daemon.LIMIT);
        List<Integer> tids = process.linesMatching("^" + WORKER).stream()
                .map(line -> Integer.valueOf(line.substring(WORKER.length())))
                .toList();
        return new BusyLoops(process, tids);
    }

    /** The only one, or the first. */
    int pid() {
        return tids.getFirst();
    }

    @Override
    public void close() {
        process.close();
    }
}
