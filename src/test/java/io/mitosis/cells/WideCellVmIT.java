// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How tasks share a cell of two CPUs, among them such as may use only one. Guest time counts instructions, as for
 * {@link FairnessVmIT}.
 */
@Vm(cpus = 3, icount = true)
class WideCellVmIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final double NICE_MINUS_5 = 3121.0 / 1024;
    private static final long SLICE_US = 20_000;

    private final VirtualMachine vm;
    private final Cgroup web;
    private final Cgroup outside;
    private final Daemon daemon;

    WideCellVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        Cgroup parent = cgroups.parent();
        web = parent.child("web");
        web.setAttribute("user.mitosis.min_cpus", "2");
        outside = cgroups.outside();
        daemon = Daemon.start(vm, parent, "--placement", "linear");
    }

    @BeforeEach
    void webHasTwoCpus() {
        assertThat(daemon.layout()).hasToString("[0: 0] [1(web): 1-2]");
    }

    @AfterEach
    void stopDaemon() {
        daemon.close();
    }

    @Test
    void busyTasksShareAllItsCpusByWeight() {
        List<Integer> nice0 = BusyLoops.start(web, "-p", "4").tids();
        List<Integer> niceMinus5 = BusyLoops.start(web, "-p", "2", "-n", "-5").tids();
        double whole = nice0.size() + niceMinus5.size() * NICE_MINUS_5;

        CpuTime used = CpuTime.used(
                vm,
                Duration.ofSeconds(6),
                Stream.concat(nice0.stream(), niceMinus5.stream()).toList());

        assertThat(nice0).allSatisfy(pid -> assertThat(used.share(pid)).isCloseTo(1 / whole, withPercentage(20)));
        assertThat(niceMinus5)
                .allSatisfy(pid -> assertThat(used.share(pid)).isCloseTo(NICE_MINUS_5 / whole, withPercentage(10)));
    }

    /** It shares one CPU with three that may use both: half a CPU each is fair and possible. */
    @Test
    void aTaskPinnedToOneOfItsCpusGetsAsMuchAsTheOthers() {
        int pinned = BusyLoops.start(web, "-c", "2").pid();
        List<Integer> free = BusyLoops.start(web, "-p", "3").tids();

        CpuTime used = CpuTime.used(
                vm,
                Duration.ofSeconds(5),
                Stream.concat(free.stream(), Stream.of(pinned)).toList());

        assertThat(used.share(pinned)).isCloseTo(0.25, within(0.05));
    }

    /**
     * The clock of its cell, two loops with a CPU each, runs as fast as time; the root cell's has not run. Those that
     * wait for the CPU by the one clock must not wait for the other to get there.
     */
    @Test
    void pinnedTasksThatWaitForACpuThatChangesCellKeepTheirTurn() {
        List<Integer> own = BusyLoops.start(web, "-p", "2").tids();
        CpuTime.used(vm, Duration.ofSeconds(5), own);
        List<Integer> pinned = BusyLoops.start(outside, "-p", "2", "-c", "1").tids();
        List<Integer> free = BusyLoops.start(outside, "-p", "2").tids();

        web.removeAttribute("user.mitosis.min_cpus");
        daemon.awaitLayout("[0: 0-1] [1(web): 2]");

        CpuTime used = CpuTime.used(
                vm,
                Duration.ofSeconds(3),
                Stream.concat(pinned.stream(), free.stream()).toList());
        assertThat(pinned).allSatisfy(pid -> assertThat(used.share(pid)).isCloseTo(0.25, within(0.08)));
    }

    @Test
    void aPinnedTaskThatWakesBesideHogsNeverWaitsLongerThanThreeSlices() {
        BusyLoops.start(web, "-p", "4");
        BusyLoops.start(web, "-c", "2");

        GuestProcess waker = web.start("waker", "-c", "2", "-p", "25000", "-w", "1000", "-d", "4");

        assertThat(Micros.longest(waker.waitForExit(LIMIT))).isLessThan(3 * SLICE_US);
    }

    /**
     * The slowest of three CPUs: each piece of work waits for what runs, and not for the four that queue there. A slice
     * ends at a tick, and three busy CPUs take turns under emulation: hence the room.
     */
    @Test
    void kernelThreadsOfACpuWaitForWhatRunsAndNothingElse() {
        BusyLoops.start(web, "-p", "6");
        BusyLoops.start(outside, "-p", "3");
        for (int cpu = 0; cpu < 3; cpu++) {
            BusyLoops.start(outside, "-c", Integer.toString(cpu));
        }

        assertThat(Micros.longest(vm.run(LIMIT, "per-cpu-work", "30"))).isLessThan(3 * SLICE_US);
    }
}
