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

/** Tasks of other cells that are pinned to the CPU of cell web: all of them together are one task there. */
@Vm(cpus = 4, icount = true)
class GuestsByAffinityVmIT {
    private static final Duration TIME = Duration.ofSeconds(4);
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String CPU = "3";
    private static final String CROWD = "50";

    /** A turn, which ends at a tick, and a little. */
    private static final long ONE_TURN_US = 28_000;

    private static final long THREE_SLICES_US = 60_000;

    /** Weights of the kernel's: 1024 for nice 0, 3121 for nice −5. */
    private static final double NICE_MINUS_5 = 3121.0 / 1024;

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup web;
    private final Cgroup outside;

    GuestsByAffinityVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent().withControllers();
        web = parent.child("web");
        web.write("cpuset.cpus", CPU);
        outside = cgroups.outside();
    }

    @Test
    void theyLeaveTheOwnerHalf() {
        Contest.of("owner beside 50 guests", () -> ownersShare(outside), this::start)
                .assertAsFair(0.48);
    }

    @Test
    void guestsOfSeveralCellsLeaveTheOwnerHalf() {
        Cgroup other = parent.child("other");
        other.write("cpuset.cpus", "1-3");
        try (Daemon daemon = start()) {
            BusyLoops.start(outside, "-p", "20", "-c", CPU);
            BusyLoops.start(other, "-p", "20", "-c", CPU);

            assertThat(CpuTime.during(vm, TIME, List.of(BusyLoops.start(web).pid()))
                            .cpus())
                    .isGreaterThan(0.45);
            assertThat(daemon.process().isAlive()).isTrue();
        }
    }

    @Test
    void theyHaveAllThatTheOwnerLeaves() {
        try (Daemon daemon = start()) {
            BusyLoops guests = BusyLoops.start(outside, "-p", "2", "-c", CPU);
            CpuTime used = CpuTime.used(vm, TIME, guests.tids());

            assertThat(used.cpus()).isGreaterThan(0.9);
            assertThat(used.share(guests.pid())).isCloseTo(0.5, within(0.05));
            assertThat(daemon.process().isAlive()).isTrue();
        }
    }

    @Test
    void theyShareByWeight() {
        try (Daemon daemon = start()) {
            BusyLoops.start(web);
            int nice0 = BusyLoops.start(outside, "-c", CPU).pid();
            int niceMinus5 = BusyLoops.start(outside, "-c", CPU, "-n", "-5").pid();

            CpuTime used = CpuTime.used(vm, TIME, List.of(nice0, niceMinus5));

            assertThat(used.share(nice0)).isCloseTo(1 / (1 + NICE_MINUS_5), within(0.05));
            assertThat(daemon.process().isAlive()).isTrue();
        }
    }

    @Test
    void theOwnerWhenItWakesWaitsForOneOfThem() {
        Contest.of("owner that wakes beside 50 guests, us", this::ownersLongestWait, this::start)
                .assertAsShort(ONE_TURN_US);
    }

    @Test
    void whereNothingIsLentTheyHaveATenth() {
        web.setAttribute("user.mitosis.lend", "no");
        try (Daemon daemon = start()) {
            double share = ownersShare(outside);
            System.out.println("owner that does not lend beside 50 guests: " + share);

            assertThat(share).isBetween(0.87, 0.97);
            assertThat(daemon.process().isAlive()).isTrue();
        }
    }

    /** The kernel's own threads of that CPU belong there. */
    @Test
    void kernelThreadsAreNoGuests() {
        try (Daemon daemon = start()) {
            BusyLoops.start(web);
            BusyLoops.start(outside, "-p", CROWD, "-c", CPU);

            assertThat(Micros.longest(vm.run("per-cpu-work", "3"))).isLessThan(THREE_SLICES_US);
            assertThat(daemon.process().isAlive()).isTrue();
        }
    }

    private Daemon start() {
        Daemon daemon = Daemon.start(vm, parent);
        assertThat(daemon.layout().cpus("web")).hasToString(CPU);
        return daemon;
    }

    private double ownersShare(Cgroup ofGuests) {
        BusyLoops owner = BusyLoops.start(web);
        BusyLoops guests = BusyLoops.start(ofGuests, "-p", CROWD, "-c", CPU);
        try (owner;
                guests) {
            return CpuTime.during(vm, TIME, List.of(owner.pid())).cpus();
        }
    }

    private double ownersLongestWait() {
        BusyLoops guests = BusyLoops.start(outside, "-p", CROWD, "-c", CPU);
        try (guests) {
            GuestProcess waker = web.start("waker", "-p", "25000", "-w", "1000", "-d", "4");
            return Micros.longest(waker.waitForExit(LIMIT));
        }
    }
}
