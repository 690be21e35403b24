// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks that are pinned to one CPU of a cell of two, while the other one is busy: it is no business of theirs. */
@Vm(cpus = 4, icount = true)
class OwnQueueVmIT {
    private static final Duration TIME = Duration.ofSeconds(4);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** The share of a task of nice 0 beside one of nice -10: the kernel's weights are 1024 and 9548. */
    private static final double LIGHT = 1024.0 / (1024 + 9548);

    private static final double THREE_SLICES_US = 60_000;

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup web;

    OwnQueueVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent().withControllers();
        web = parent.child("web");
        web.write("cpuset.cpus", "2-3");
    }

    @Test
    void busyTasksShareByWeight() {
        Contest shares = Contest.of("nice 0 beside nice -10", this::lightShare, this::start);

        assertThat(shares.ours()).as(shares.toString()).isCloseTo(LIGHT, within(0.03));
    }

    @Test
    void aTaskThatWakesIsNotLastOfAll() {
        Contest.of("waker beside 10 loops, us", this::longestWaitMicros, this::start)
                .assertAsShort(THREE_SLICES_US);
    }

    /** The clock of the cell goes on with all its CPUs; the place of who waits on one of them must not. */
    @Test
    void aLightTaskGetsItsTurnThoughTheCellIsBusyElsewhere() {
        Contest shares = Contest.of("nice 19 beside two loops of the cell", this::pinnedLightShare, this::start);

        assertThat(shares.ours()).as(shares.toString()).isBetween(0.002, 0.03);
    }

    private Daemon start() {
        return Daemon.start(vm, parent);
    }

    private double lightShare() {
        BusyLoops beside = BusyLoops.start(web, "-c", "2");
        BusyLoops light = BusyLoops.start(web, "-c", "3");
        BusyLoops heavy = BusyLoops.start(web, "-c", "3", "-n", "-10");
        try (beside;
                light;
                heavy) {
            return CpuTime.used(vm, TIME, List.of(light.pid(), heavy.pid())).share(light.pid());
        }
    }

    private double pinnedLightShare() {
        BusyLoops beside = BusyLoops.start(web, "-p", "2");
        BusyLoops light = BusyLoops.start(web, "-c", "3", "-n", "19");
        try (beside;
                light) {
            List<Integer> all =
                    List.of(light.pid(), beside.tids().getFirst(), beside.tids().getLast());
            return CpuTime.used(vm, TIME, all).share(light.pid());
        }
    }

    private double longestWaitMicros() {
        BusyLoops beside = BusyLoops.start(web, "-c", "2");
        BusyLoops loops = BusyLoops.start(web, "-c", "3", "-p", "10");
        try (beside;
                loops) {
            GuestProcess waker = web.start("waker", "-c", "3", "-p", "25000", "-w", "1000", "-d", "4");
            return Micros.longest(waker.waitForExit(LIMIT));
        }
    }
}
