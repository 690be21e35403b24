// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.Result;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * How tasks share one CPU: the only one of cell web. Guest time counts instructions because waits of milliseconds are
 * measured, which a busy host must not stretch. The tests share a daemon, whose start takes as long as one of them.
 */
@Vm(cpus = 2, icount = true)
@TestInstance(Lifecycle.PER_CLASS)
class FairnessVmIT {
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Weights of the kernel's: 1024 for nice 0, 3121 for nice −5. */
    private static final double NICE_MINUS_5 = 3121.0 / 1024;

    private static final long THREE_SLICES_US = 60_000;

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup web;
    private final Cgroup outside;
    private final Daemon daemon;

    FairnessVmIT(VirtualMachine vm) {
        this.vm = vm;
        parent = Cgroup.create(vm, "workloads");
        web = parent.child("web");
        outside = Cgroup.create(vm, "outside");
        daemon = Daemon.start(vm, parent);
    }

    @AfterEach
    void theCellsAreAsTheyWere() {
        assertThat(daemon.layouts()).singleElement().hasToString("[0: 0] [1(web): 1]");
    }

    @AfterAll
    void stopDaemon() {
        daemon.close();
        parent.close();
        outside.close();
    }

    @Test
    void busyTasksShareByWeight() {
        int nice0 = BusyLoops.start(web).pid();
        int niceMinus5 = BusyLoops.start(web, "-n", "-5").pid();

        CpuTime used = CpuTime.used(vm, LONG, List.of(nice0, niceMinus5));

        assertThat((double) used.of(niceMinus5) / used.of(nice0)).isCloseTo(NICE_MINUS_5, withPercentage(10));
    }

    /** By its last turn it leads by more than is measured then: the lead must not be waited for with the new weight. */
    @Test
    void aChangedWeightCountsFromThenOn() {
        int changed = BusyLoops.start(web, "-n", "19").pid();
        int nice0 = BusyLoops.start(web).pid();
        CpuTime.awaitAllRun(vm, List.of(changed));
        CpuTime light = CpuTime.used(vm, Duration.ofSeconds(2), List.of(nice0, changed));
        // The kernel's weights are 1024 and 15. Turns are the shorter for it, and not more than a second apart.
        assertThat(light.share(changed)).isPositive().isLessThan(0.05);

        CpuTime.awaitAllRun(vm, List.of(changed));
        vm.run("renice", "-n", "-19", "-p", Integer.toString(changed)).text();
        CpuTime used = CpuTime.used(vm, Duration.ofMillis(300), List.of(nice0, changed));

        assertThat(used.share(changed)).isCloseTo(0.5, within(0.2));
    }

    @Test
    void aTaskThatWakesNeverWaitsLongerThanThreeSlices() {
        BusyLoops.start(web, "-n", "0");
        BusyLoops.start(web, "-n", "19");

        GuestProcess waker = web.start("waker", "-p", "25000", "-w", "1000", "-d", "6");

        assertThat(Micros.longest(waker.waitForExit(LIMIT))).isLessThan(THREE_SLICES_US);
    }

    @Test
    void aTaskThatSleptForLongDoesNotShutOthersOut() {
        int busy = BusyLoops.start(web).pid();
        int sleeper = BusyLoops.start(web).pid();
        vm.signal("STOP", sleeper);
        CpuTime.used(vm, Duration.ofSeconds(5), List.of(busy));
        vm.signal("CONT", sleeper);

        CpuTime used = CpuTime.used(vm, Duration.ofSeconds(2), List.of(busy, sleeper));

        assertThat(used.share(busy)).isCloseTo(0.5, within(0.1));
    }

    @Test
    void aTaskPinnedToACpuOfAnotherCellSharesIt() {
        int owner = BusyLoops.start(web).pid();
        int guest = BusyLoops.start(outside, "-c", "1").pid();

        CpuTime used = CpuTime.used(vm, LONG, List.of(owner, guest));

        assertThat(used.share(owner)).isCloseTo(0.5, within(0.1));
    }

    @Test
    void aPinnedTaskThatWakesOnABusyForeignCpuNeverWaitsLongerThanThreeSlices() {
        BusyLoops.start(web, "-p", "2");

        GuestProcess waker = outside.start("waker", "-c", "1", "-p", "25000", "-w", "1000", "-d", "6");

        assertThat(Micros.longest(waker.waitForExit(LIMIT))).isLessThan(THREE_SLICES_US);
    }

    /** All the CPU time that it had to itself must not be held against it, nor for it, once others come. */
    @Test
    void aTaskPinnedAloneForLongSharesWithThoseThatCome() {
        int guest = BusyLoops.start(outside, "-c", "1").pid();
        CpuTime.used(vm, LONG, List.of(guest));
        List<Integer> owners = BusyLoops.start(web, "-p", "2").tids();

        CpuTime used = CpuTime.used(vm, Duration.ofSeconds(3), List.of(owners.getFirst(), owners.getLast(), guest));

        assertThat(used.share(guest)).isCloseTo(1 / 3.0, within(0.07));
        assertThat(used.share(owners.getFirst())).isCloseTo(1 / 3.0, within(0.07));
    }

    /** A task that yields is charged for the CPU time that it used, no more and no less. */
    @Test
    void aTaskThatYieldsAllTheTimeGetsItsShareAndLeavesOthersTheirs() {
        List<Integer> busy = BusyLoops.start(web, "-p", "2").tids();
        int yielding = BusyLoops.start(web, "-y").pid();

        CpuTime used = CpuTime.used(vm, Duration.ofSeconds(3), List.of(busy.getFirst(), busy.getLast(), yielding));

        assertThat(used.share(yielding)).isCloseTo(1 / 3.0, within(0.07));
        assertThat(used.share(busy.getFirst())).isCloseTo(1 / 3.0, within(0.07));
    }

    @Test
    void aKernelThreadOfACpuIsNextThoughManyTasksWakeBeforeIt() {
        assertKernelThreadIsNextBeside(web);
    }

    /** Its CPU is all that the root cell has: it is not pinned there, so far as that goes. */
    @Test
    void aKernelThreadOfTheRootCellsOnlyCpuIsNextToo() {
        assertKernelThreadIsNextBeside(outside);
    }

    /** They have slept as long as it has, so all of them are due: it is next, behind what runs, all the same. */
    private void assertKernelThreadIsNextBeside(Cgroup cgroup) {
        String sleepers = BusyLoops.start(cgroup, "-p", "20").tids().stream()
                .map(String::valueOf)
                .collect(joining(" "));
        vm.shell("kill -STOP " + sleepers).text();
        CpuTime.used(vm, Duration.ofMillis(100), List.of(BusyLoops.start(cgroup).pid()));

        Result waits = vm.shell("kill -CONT " + sleepers + "; per-cpu-work 3");

        assertThat(Micros.longest(waits)).isLessThan(THREE_SLICES_US);
    }

    /**
     * The lead of these tasks means a wait a hundred times as long from then on, more than the watchdog's limit of 30 s
     * for most of them: each ran at another time.
     */
    @Test
    void tasksMadeLightBesideManyOthersKeepRunning() {
        List<Integer> others = BusyLoops.start(web, "-p", "18").tids();
        List<Integer> light = BusyLoops.start(web, "-p", "6").tids();
        CpuTime.used(vm, Duration.ofSeconds(1), others);
        vm.shell("renice -n 19 -p "
                        + String.join(" ", light.stream().map(String::valueOf).toList()))
                .text();
        CpuTime before = CpuTime.of(vm, light);

        CpuTime.used(vm, Duration.ofSeconds(10), others);

        CpuTime used = CpuTime.of(vm, light).since(before);
        assertThat(light).allSatisfy(pid -> assertThat(used.of(pid)).isPositive());
    }
}
