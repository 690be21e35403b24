// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A busy loop beside one that is of another scheduling class, or weight, for a moment, again and again: nothing is
 * forgotten.
 */
@Vm(cpus = 4, icount = true)
class ClassChangeVmIT {
    private static final Duration TIME = Duration.ofSeconds(4);
    private static final double HALF = 0.5;
    private static final String REAL_TIME_BANDWIDTH = "/proc/sys/kernel/sched_rt_runtime_us";

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup web;
    private final String bandwidth;

    ClassChangeVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent().withControllers();
        web = parent.child("web");
        bandwidth = vm.read(REAL_TIME_BANDWIDTH).strip();
    }

    /** As long as the kernel counts it, no task with a cpuset may be of the deadline class. */
    @BeforeEach
    void doNotCountRealTimeBandwidth() {
        vm.write(REAL_TIME_BANDWIDTH, "-1");
    }

    @AfterEach
    void countItAgain() {
        vm.write(REAL_TIME_BANDWIDTH, bandwidth);
    }

    @Test
    void aLoopOfTheSameCell() {
        web.write("cpuset.cpus", "3");
        assertAsFair(List.of("fifo", "deadline", "idle", "boost", "nice"));
    }

    @Test
    void aLoopPinnedToTheSameCpuOfItsCell() {
        web.write("cpuset.cpus", "2-3");
        assertAsFair(List.of("fifo", "boost"), "-c", "3");
    }

    private void assertAsFair(List<String> kinds, String... pinned) {
        assertThat(Contest.of(kinds, kind -> share(kind, pinned), this::start))
                .allSatisfy(contest -> contest.assertAsFair(HALF));
    }

    private Daemon start() {
        return Daemon.start(vm, parent);
    }

    private double share(String kind, String... pinned) {
        BusyLoops loop = BusyLoops.start(web, pinned);
        String[] hopper = ("class-hopper -k " + kind + " -d 600 " + String.join(" ", pinned)).split(" +");
        try (loop;
                GuestProcess load = web.start(hopper)) {
            load.waitForLine("ready", Daemon.LIMIT);
            return CpuTime.during(vm, TIME, List.of(loop.pid())).cpus();
        }
    }
}
