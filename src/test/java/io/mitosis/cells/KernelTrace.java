// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.vm.Await;
import io.mitosis.vm.VirtualMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * When the guest's kernel did something: events of its tracefs, in the time of the monotonic clock, which the guest's
 * programs read too. So two moments can be compared that are microseconds apart, whatever the harness takes to look.
 */
final class KernelTrace implements AutoCloseable {
    private static final String ROOT = "/sys/kernel/tracing/";
    private static final Pattern LINE = Pattern.compile("\\] +\\S+ +(\\d+)\\.(\\d{6}): (.*)");

    private final VirtualMachine vm;
    private final List<String> events = new ArrayList<>();

    KernelTrace(VirtualMachine vm) {
        this.vm = vm;
        vm.write(ROOT + "trace_clock", "mono");
    }

    /** Makes room for that much a CPU, where more happens than is read between. */
    KernelTrace ofSize(int kilobytes) {
        vm.write(ROOT + "buffer_size_kb", Integer.toString(kilobytes));
        return this;
    }

    /** Starts to note an event, whatever its fields. */
    KernelTrace note(String event) {
        return note(event, "0");
    }

    /**
     * Starts to note an event.
     *
     * @param event as in {@code cgroup/cgroup_attach_task}
     * @param filter which of them, by their fields
     */
    KernelTrace note(String event, String filter) {
        events.add(event);
        vm.write(ROOT + "events/" + event + "/filter", filter);
        vm.write(ROOT + "events/" + event + "/enable", "1");
        return this;
    }

    /** Forgets what was noted so far. */
    void clear() {
        vm.write(ROOT + "trace", "");
    }

    /** Waits for the first event since it was cleared whose text starts so. */
    long firstNanos(String text) {
        return Await.await("an event " + text, Daemon.LIMIT, () -> nanos(text), times -> !times.isEmpty())
                .getFirst();
    }

    /** All events since it was cleared whose text starts so, in their order, without that. */
    List<String> texts(String start) {
        return vm.read(ROOT + "trace")
                .lines()
                .map(LINE::matcher)
                .filter(line -> line.find() && line.group(3).startsWith(start))
                .map(line -> line.group(3).substring(start.length()))
                .toList();
    }

    /** When the events happened since it was cleared whose text starts so. */
    List<Long> nanos(String text) {
        return vm.read(ROOT + "trace")
                .lines()
                .map(LINE::matcher)
                .filter(line -> line.find() && line.group(3).startsWith(text))
                .map(line -> (Long.parseLong(line.group(1)) * 1_000_000 + Long.parseLong(line.group(2))) * 1000)
                .toList();
    }

    @Override
    public void close() {
        for (String event : events) {
            vm.write(ROOT + "events/" + event + "/enable", "0");
            vm.write(ROOT + "events/" + event + "/filter", "0");
        }
        clear();
    }
}
