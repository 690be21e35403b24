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
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Tenants who try to get around their limit do not, nor do changes of cells give or take turns. */
@Vm(cpus = 4, icount = true)
class CpuMaxEscapesVmIT {
    private static final Duration TIME = Duration.ofSeconds(4);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Deeper than a walk up the cgroups goes. */
    private static final int LEVELS = 300;

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup limited;
    private final Cgroup outside;

    CpuMaxEscapesVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent().withControllers();
        outside = cgroups.outside();
        limited = parent.child("web").withControllers().child("limited");
    }

    @Test
    void noTenantGetsAroundItsLimit() {
        limited.write("cpu.max", "20000 100000");
        ToDoubleFunction<String> used = way -> {
            try (BusyLoops loops = way.equals("unseen stop")
                    ? BusyLoops.startWithUnseenStop(limited.child("stop"))
                    : BusyLoops.start(nested(), "-p", "3")) {
                return CpuTime.during(vm, TIME, loops.tids()).cpus();
            } finally {
                removeAllBelow();
            }
        };

        List<Contest> contests = Contest.of(List.of("unseen stop", "nested"), used, this::start);

        assertThat(contests).allSatisfy(contest -> assertThat(contest.ours()).isBetween(0.18, 0.22));
    }

    /** Its groups have run in the root cell, whose clock is far ahead of that of a new cell. */
    @Test
    void whoWakesInANewCellDoesNotWaitForTheClockOfTheOldOne() {
        try (Daemon daemon = start();
                BusyLoops rootCell = BusyLoops.start(outside, "-p", "8")) {
            CpuTime.used(vm, Duration.ofSeconds(20), rootCell.tids());
            Cgroup late = parent.child("late").withControllers();
            Cgroup wakes = late.child("wakes");
            BusyLoops.start(late.child("busy"), "-p", "8");
            GuestProcess waker = wakes.start("waker", "-p", "25000", "-w", "1000", "-d", "6");

            assertThat(Micros.longest(waker.waitForExit(LIMIT))).isLessThan(400_000);
            assertThat(daemon.process().isAlive()).isTrue();
        }
    }

    private Cgroup nested() {
        vm.run(
                        "sh",
                        "-c",
                        "cd " + limited.path() + " && for i in $(seq " + LEVELS
                                + "); do echo +cpu >cgroup.subtree_control && mkdir d && cd d || exit 1; done")
                .text();
        return new Cgroup(vm, limited.path() + "/d".repeat(LEVELS));
    }

    private void removeAllBelow() {
        String below = "find " + limited.path() + " -mindepth 1 -depth -type d";
        vm.run("sh", "-c", "while [ \"$(" + below + ")\" ]; do " + below + " | xargs rmdir 2>/dev/null; done")
                .text();
        limited.write("cgroup.subtree_control", "-cpu");
    }

    private Daemon start() {
        return Daemon.start(vm, parent, Daemon.CPU_CONTROLLER);
    }
}
