// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.vm.Await;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The kernel's debug dump of a running scheduler, which sysrq-D requests at any time. */
@Vm(cpus = 4, topology = "sockets=2,cores=2")
class DebugDumpVmIT {
    private static final String CPU_LINE = "cell=%d LLC=%d clock=\\d+ offset=-?\\d+ queued=%s";
    private static final Pattern EVENT =
            Pattern.compile("\\[(\\d+\\.\\d{6})] (init_task pid=\\d+|cgroup_init|cgroup_exit) cgid=\\d+");
    private static final int KEPT = 512;

    private final VirtualMachine vm;
    private final KernelTrace trace;
    private final Cgroup parent;
    private final Cgroup web;

    DebugDumpVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        trace = new KernelTrace(vm).note("sched_ext/sched_ext_dump");
        parent = cgroups.parent();
        web = parent.child("web");
    }

    @AfterEach
    void stopTracing() {
        trace.close();
    }

    @Test
    void showsEachCellEachCpuAndEachTask() {
        try (Daemon daemon = Daemon.start(vm, parent)) {
            assertThat(daemon.layout()).hasToString("[0: 0-1] [1(web): 2-3]");
            BusyLoops.start(web, "-p", "5");
            int pinned = BusyLoops.start(web, "-c", "1").pid();

            // One more where the one that asks for the dump has one of the two CPUs.
            List<String> dump = dump("^cell 1: .* queued=[34]$");

            assertThat(dump).anyMatch(line -> line.matches("cell 0: cgid=0 CPUs=0-1 clock=\\d+ queued=\\d+"));
            assertThat(dump)
                    .anyMatch(line ->
                            line.matches("cell 1: cgid=" + web.cgid() + " CPUs=2-3 clock=[1-9]\\d* queued=[34]"));
            assertCpus(dump, CPU_LINE.formatted(0, 0, "\\d+"), 2);
            assertCpus(dump, CPU_LINE.formatted(1, 0, "\\d+"), 2);
            String ofTask = "cell=1 LLC=0 cgid=" + web.cgid() + " queue=%s vtime=\\d+ clock=\\d+ weight=100 mask=%s"
                    + " sequence=\\d+";
            // At least the waiting tasks, and the task on a CPU of another cell.
            assertThat(dump.stream().filter(line -> line.matches(ofTask.formatted("20010000", "[0f]{15}f"))))
                    .hasSizeBetween(3, 5);
            assertThat(afterTask(dump, pinned)).matches(ofTask.formatted("30000001", "0{15}2"));
            assertThat(dump).noneMatch(line -> line.startsWith("events"));
        }
    }

    @Test
    void showsWhatACellHasInEachCache() {
        try (Daemon daemon = Daemon.start(vm, parent, "--enable-llc-awareness", "--cell-exclude", "web")) {
            assertThat(daemon.layout()).hasToString("[0: 0-3]");

            List<String> dump = dump("cell 0 LLC 1: ");

            assertThat(dump).anyMatch(line -> line.matches("cell 0: cgid=0 CPUs=0-3 LLCs=3"));
            for (int llc = 0; llc < 2; llc++) {
                String line = "cell 0 LLC " + llc + ": clock=\\d+ queued=\\d+";
                assertThat(dump.stream().filter(each -> each.matches(line))).hasSize(1);
                assertCpus(dump, CPU_LINE.formatted(0, llc, "\\d+"), 2);
            }
        }
    }

    @Test
    void showsTheLatestEventsInTheirOrder() {
        // The kernel tells of cgroups with the cpu controller only.
        parent.withControllers();
        try (Daemon daemon = Daemon.start(vm, parent, "--debug-events")) {
            Cgroup batch = parent.child("batch");
            daemon.awaitCells("batch", "web");
            long cgid = batch.cgid();
            // One CPU is no range.
            dump("^cell 2: cgid=" + cgid + " CPUs=\\d clock=");
            int pid = BusyLoops.start(batch).pid();
            batch.close();
            daemon.awaitCells("web");

            List<String> events = events(dump("cgroup_exit cgid=" + cgid));

            assertThat(events)
                    .containsSubsequence(
                            "cgroup_init cgid=" + cgid,
                            "init_task pid=" + pid + " cgid=" + cgid,
                            "cgroup_exit cgid=" + cgid);
            assertThat(events).hasSizeLessThanOrEqualTo(KEPT);

            // Many more than there is room for.
            vm.shell("i=0; while [ $i -lt 600 ]; do /bin/true; i=$((i + 1)); done")
                    .text();
            List<String> later = events(dump("events: "));
            assertThat(later).hasSize(KEPT).doesNotContain("cgroup_exit cgid=" + cgid);
        }
    }

    /** Asks for dumps until one has a line with such a text: what waits where changes from moment to moment. */
    private List<String> dump(String wanted) {
        return Await.await(
                "a dump with " + wanted,
                Daemon.LIMIT,
                this::dump,
                lines -> lines.stream().anyMatch(Pattern.compile(wanted).asPredicate()));
    }

    private List<String> dump() {
        trace.clear();
        vm.write("/proc/sysrq-trigger", "D");
        return trace.texts("sched_ext_dump: ").stream().map(String::strip).toList();
    }

    private static void assertCpus(List<String> dump, String line, int count) {
        assertThat(dump.stream().filter(each -> each.matches(line)))
                .as(String.join("\n", dump))
                .hasSize(count);
    }

    /** The line of the scheduler's own among those about a task. */
    private static String afterTask(List<String> dump, int pid) {
        int start = 0;
        while (start < dump.size() && !dump.get(start).matches("\\*?R .*\\[" + pid + "] .*")) {
            start++;
        }
        return dump.subList(start, dump.size()).stream()
                .filter(line -> line.startsWith("cell="))
                .findFirst()
                .orElse("none in\n" + String.join("\n", dump));
    }

    /** The events without their times, which must not go back. */
    private static List<String> events(List<String> dump) {
        List<String> lines =
                dump.stream().filter(line -> EVENT.matcher(line).matches()).toList();
        assertThat(lines.stream()
                        .map(line -> line.substring(1, line.indexOf(']')))
                        .map(Double::valueOf))
                .isSorted();
        return lines.stream().map(line -> line.substring(line.indexOf(' ') + 1)).toList();
    }
}
