// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.Result;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tasks that may not use all CPUs of their cell, or lose one to a real-time task. Guest time counts instructions, as
 * for {@link FairnessVmIT}.
 */
@Vm(cpus = 4, icount = true)
class PinnedVmIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup web;
    private final Cgroup outside;

    PinnedVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
        web = parent.child("web");
        web.setAttribute("user.mitosis.weight", "5");
        outside = cgroups.outside();
    }

    /** Pinned tasks would stay at home, on CPU 1. */
    @Test
    void tasksPinnedToAllCpusOfTheirCellAreBalancedLikeOthers() {
        try (Daemon daemon = start()) {
            assertShareEvenly(pinned(3, "1", "1-3"), Duration.ofSeconds(6), 2);
            assertThat(daemon.process().isAlive()).isTrue();
        }
    }

    /** All four are at home on CPU 2 when they are allowed CPU 3 too. */
    @Test
    void withDynamicSelectionTasksPinnedToTwoCpusSpreadEvenly() {
        try (Daemon daemon = start("--dynamic-affinity-cpu-selection")) {
            List<Integer> loops = pinned(4, "2", "2-3");
            // Until they are where they are to be.
            CpuTime.used(vm, Duration.ofSeconds(2), loops);

            assertShareEvenly(loops, Duration.ofSeconds(6), 1.8);
            assertThat(daemon.process().isAlive()).isTrue();
        }
    }

    /** Both are at home on CPU 2 when they are allowed CPU 3 too, which is idle. */
    @Test
    void tasksPinnedToTwoCpusUseBothByDefault() {
        try (Daemon daemon = start()) {
            List<Integer> loops = pinned(2, "2", "2-3");

            assertThat(CpuTime.used(vm, Duration.ofSeconds(4), loops).cpus()).isGreaterThan(1.8);
            assertThat(daemon.process().isAlive()).isTrue();
        }
    }

    /** A task that wakes takes an idle CPU; a task that never sleeps moves when its slice ends. */
    @Test
    void tasksThatStartOnTwoCpusUseBoth() {
        try (Daemon daemon = start()) {
            List<Integer> loops = BusyLoops.start(web, "-p", "2", "-c", "2-3").tids();

            assertThat(CpuTime.used(vm, Duration.ofSeconds(4), loops).cpus()).isGreaterThan(1.8);
            assertThat(daemon.process().isAlive()).isTrue();
        }
    }

    @Test
    void aPinnedTaskWaitsShorterWhenSlicesAreCutForIt() {
        Result waits;
        try (Daemon daemon = start()) {
            waits = waitsOnABusyCpu();
            assertThat(Micros.usual(waits)).isGreaterThan(7_000);
            assertThat(daemon.process().isAlive()).isTrue();
        }
        try (Daemon daemon = start("--enable-slice-shrinking", "--log-level", "debug", "--monitor-interval-s", "1")) {
            waits = waitsOnABusyCpu();
            assertThat(Micros.usual(waits)).isLessThan(5_000);
            assertThat(Micros.longest(waits)).isLessThan(12_000);
            assertThat(daemon.logLines("web.*shrunk_proportionally=")).isNotEmpty();
        }
    }

    /** Neither of them ever sleeps: it is not who comes that has a turn cut, but who starts. */
    @Test
    void turnsAreShortAsLongAsPinnedTasksWait() {
        try (Daemon daemon = start("--enable-slice-shrinking")) {
            List<Integer> loops = BusyLoops.start(web, "-p", "2", "-c", "3").tids();
            long before = turns(loops);

            CpuTime used = CpuTime.used(vm, Duration.ofSeconds(2), loops);

            assertThat(used.sum() / (turns(loops) - before)).isLessThan(12_000_000);
            assertThat(daemon.process().isAlive()).isTrue();
        }
    }

    /** It has its slice before it when the real-time task comes, and would get its CPU back when that sleeps: never. */
    @Test
    void noTaskWaitsBehindARealTimeTask() {
        try (Daemon daemon = start()) {
            List<Integer> loops = BusyLoops.start(web, "-p", "3").tids();
            BusyLoops.start(outside, "-r", "-c", "3");

            CpuTime used = CpuTime.used(vm, Duration.ofSeconds(3), loops);

            assertThat(loops).allSatisfy(loop -> assertThat(used.share(loop)).isCloseTo(1.0 / 3, within(0.06)));
            assertThat(daemon.process().isAlive()).isTrue();
        }
    }

    /** Nobody tells the scheduler to which CPUs a real-time task is pinned. */
    @Test
    void childrenOfARealTimeTaskRunWhereItIsPinned() {
        try (Daemon daemon = start()) {
            List<Integer> loops =
                    BusyLoops.start(web, "-R", "-p", "2", "-c", "0").tids();

            CpuTime used = CpuTime.used(vm, Duration.ofSeconds(1), loops);

            assertThat(loops).allSatisfy(loop -> assertThat(used.share(loop)).isCloseTo(0.5, within(0.1)));
            assertThat(daemon.process().isAlive()).isTrue();
        }
    }

    @Test
    void childrenOfATaskThatIsPinnedOutsideItsCellAreSpread() {
        try (Daemon daemon = start()) {
            List<Integer> loops =
                    BusyLoops.start(outside, "-R", "-p", "6", "-c", "2-3").tids();

            assertThat(CpuTime.used(vm, Duration.ofSeconds(3), loops).cpus()).isGreaterThan(1.8);
            assertThat(daemon.process().isAlive()).isTrue();
        }
    }

    private Daemon start(String... options) {
        Daemon daemon = Daemon.start(vm, parent, options);
        assertThat(daemon.layout()).hasToString("[0: 0] [1(web): 1-3]");
        return daemon;
    }

    /** Busy loops that are pinned anew. */
    private List<Integer> pinned(int count, String first, String then) {
        List<Integer> loops =
                BusyLoops.start(web, "-p", Integer.toString(count), "-c", first).tids();
        for (int loop : loops) {
            vm.run("taskset", "-p", "-c", then, Integer.toString(loop)).text();
        }
        return loops;
    }

    /** Until they have used that much CPU time together, each as much as the others, they use more CPUs than given. */
    private void assertShareEvenly(List<Integer> loops, Duration together, double cpus) {
        CpuTime used = CpuTime.used(vm, together, loops);
        assertThat(used.cpus()).isGreaterThan(cpus);
        assertThat(loops).allSatisfy(loop -> assertThat(used.share(loop)).isCloseTo(1.0 / loops.size(), within(0.05)));
    }

    /** Returns how often they have lost their CPU to another task so far. */
    private long turns(List<Integer> loops) {
        String files = loops.stream().map(loop -> "/proc/" + loop + "/status").collect(joining(" "));
        return Long.parseLong(vm.shell("awk '/^nonvoluntary/ { all += $2 } END { print all }' " + files)
                .text()
                .strip());
    }

    private Result waitsOnABusyCpu() {
        BusyLoops loops = BusyLoops.start(web, "-p", "6");
        GuestProcess waker = web.start("waker", "-c", "3", "-p", "45000", "-w", "1000", "-d", "4");
        Result waits = waker.waitForExit(LIMIT);
        loops.process().close();
        return waits;
    }
}
