// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.CpuSample;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Cells with a queue in each of their last-level caches: CPUs 0 to 3 share one, 4 to 7 the other. */
@Vm(cpus = 8, topology = "sockets=2,cores=2,threads=2")
class LlcVmIT {
    private static final String[] OPTIONS = {"--enable-llc-awareness", "--placement", "linear", "--log-level", "debug"};
    private static final int ROUNDS = 5;
    private static final long SETTLED = 100_000_000;

    /** Weights of the kernel's: 1024 for nice 0, 3121 for nice −5. */
    private static final double NICE_MINUS_5 = 3121.0 / 1024;

    private final VirtualMachine vm;
    private final Cgroups cgroups;
    private final Cgroup parent;
    private final Cgroup outside;

    LlcVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        this.cgroups = cgroups;
        parent = cgroups.parent();
        outside = cgroups.outside();
    }

    /** Tasks that must all wait in one LLC, as nothing but real-time ones gets the CPUs of the other. */
    @Test
    void cpusWithNothingToDoTakeFromTheOtherLlc() {
        Cgroup aside = cgroups.create("aside");
        try (Daemon daemon = Daemon.start(vm, parent, OPTIONS)) {
            BusyLoops inTheWay = BusyLoops.start(aside, "-p", "4", "-r", "-c", "4-7");
            List<Integer> tasks = BusyLoops.start(outside, "-p", "12").tids();
            CpuTime.used(vm, Duration.ofSeconds(2), tasks);
            inTheWay.process().kill();

            awaitCounted(daemon, Layout.ROOT, "steals");

            ObservedCpus.onCpus(vm, 8, outside);
            assertThat(llcsPerTask(ObservedCpus.ofTasks(vm, tasks.size(), outside)))
                    .as("of tasks that stay where they went")
                    .isLessThan(1.5);
        }
    }

    @Test
    void tasksOfACellInOneLlcShareByWeight() {
        Cgroup web = parent.child("web");
        try (Daemon daemon = Daemon.start(vm, parent, OPTIONS)) {
            assertThat(daemon.layout()).hasToString("[0: 0-3] [1(web): 4-7]");
            List<Integer> heavy = BusyLoops.start(web, "-p", "4", "-n", "-5").tids();
            List<Integer> light = BusyLoops.start(web, "-p", "4").tids();

            CpuTime used = CpuTime.used(vm, Duration.ofSeconds(20), both(heavy, light));

            assertThat((double) used.of(heavy) / used.of(light)).isCloseTo(NICE_MINUS_5, withPercentage(15));
        }
    }

    /** All are bound to one CPU first, so that they wait in its LLC when they are no more. */
    @Test
    void tasksInOneLlcShareByWeightWhateverRunsInTheOther() {
        Cgroup web = parent.withControllers().child("web");
        web.write("cpuset.cpus", "3-4");
        try (Daemon daemon = Daemon.start(vm, parent, OPTIONS)) {
            assertThat(daemon.layout().cpus("web")).hasToString("3-4");
            int other = BusyLoops.start(web, "-c", "4").pid();
            int light = BusyLoops.start(web, "-c", "3").pid();
            int heavy = BusyLoops.start(web, "-c", "3", "-n", "-5").pid();
            for (int loop : List.of(other, light, heavy)) {
                vm.run("taskset", "-p", "-c", "3-4", Integer.toString(loop)).text();
            }

            CpuTime used = CpuTime.used(vm, Duration.ofSeconds(10), List.of(light, heavy));

            assertThat((double) used.of(heavy) / used.of(light)).isCloseTo(NICE_MINUS_5, withPercentage(15));
        }
    }

    /** It gets CPUs in the other one, and most of its tasks wait where it has none any more. */
    @Test
    void aCellDrivenOutOfAnLlcTakesThoseThatWaitAlong() {
        Cgroup first = parent.child("c1");
        try (Daemon daemon = Daemon.start(vm, parent, OPTIONS)) {
            assertThat(daemon.layout()).hasToString("[0: 0-3] [1(c1): 4-7]");
            List<Integer> tasks = BusyLoops.start(first, "-p", "16").tids();

            vm.shell("cd " + parent.path() + "; mkdir c2 c3").text();
            daemon.awaitLayout("[0: 0-1] [1(c1): 2-3] [2(c2): 4-5] [3(c3): 6-7]");

            CpuTime.awaitAllRun(vm, tasks);
            awaitCounted(daemon, "c1", "drained");
            ObservedCpus.of(vm, first).assertRanOnlyOn(daemon.layout().cpus("c1"), first);
        }
    }

    @Test
    void cellsKeepToTheirCpusWhileOthersComeAndGo() {
        Cgroup first = parent.child("c1");
        try (Daemon daemon = Daemon.start(vm, parent, OPTIONS)) {
            List<Integer> tasks = both(
                    BusyLoops.start(first, "-p", "6").tids(),
                    BusyLoops.start(outside, "-p", "10").tids());
            for (int i = 0; i < ROUNDS; i++) {
                vm.shell("cd " + parent.path() + "; mkdir c2 c3 c4").text();
                daemon.awaitCells("c1", "c2", "c3", "c4");
                assertAllRunWhereTheyMay(daemon.layout(), tasks, first);
                vm.shell("cd " + parent.path() + "; rmdir c2 c3 c4").text();
                daemon.awaitCells("c1");
                assertAllRunWhereTheyMay(daemon.layout(), tasks, first);
            }
            assertThat(daemon.logLines(" (WARN|ERROR) ")).isEmpty();
        }
    }

    /** They find out where they run, which is in the other LLC, and where their new cell has no queue. */
    @Test
    void tasksThatMoveToABusyCellInTheOtherLlcWaitThere() {
        Cgroup web = parent.child("web");
        try (Daemon daemon = Daemon.start(vm, parent, OPTIONS)) {
            assertThat(daemon.layout()).hasToString("[0: 0-3] [1(web): 4-7]");
            BusyLoops.start(web, "-p", "6");
            List<Integer> moved = BusyLoops.start(outside, "-p", "6").tids();

            moved.forEach(web::add);
            long start = GuestClock.nanos(vm);

            CpuTime.awaitAllRun(vm, moved);
            ObservedCpus seen = ObservedCpus.ofTasks(vm, 12, web).after(start + SETTLED);
            seen.assertRanOnlyOn(daemon.layout().cpus("web"), web);
        }
    }

    private void assertAllRunWhereTheyMay(Layout layout, List<Integer> tasks, Cgroup first) {
        long start = GuestClock.nanos(vm);
        CpuTime.awaitAllRun(vm, tasks);
        ObservedCpus seen = ObservedCpus.of(vm, first, outside).after(start + SETTLED);
        seen.assertRanOnlyOn(layout.cpus("c1"), first);
        seen.assertRanOnlyOn(layout.cpus(Layout.ROOT), outside);
    }

    /** In how many LLCs a task was seen, on average. */
    private static double llcsPerTask(ObservedCpus seen) {
        Map<Integer, Set<Integer>> llcs = seen.samples().stream()
                .collect(groupingBy(CpuSample::tid, mapping(sample -> sample.cpu() / 4, toSet())));
        return llcs.values().stream().mapToInt(Set::size).average().orElseThrow();
    }

    private static List<Integer> both(List<Integer> some, List<Integer> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static void awaitCounted(Daemon daemon, String cell, String counter) {
        daemon.process().waitForLine(counted(cell, counter), Daemon.LIMIT);
    }

    /** A line that says that something was counted for a cell: other counters stand before it. */
    private static String counted(String cell, String counter) {
        String label = cell.isEmpty() ? "\\[0:" : "\\(" + cell + "\\):";
        return "Usage over .*" + label + "[^]]* " + counter + "=";
    }
}
