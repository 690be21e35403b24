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

/** Clients in a cell that keep the daemon's servers busy at will: it may not pass that on to the rest of cell 0. */
@Vm(cpus = 4, icount = true)
class DaemonThreadsVmIT {
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int PORT = 9100;
    private static final long THREE_SLICES_US = 60_000;

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup web;
    private final Cgroup outside;
    private Daemon daemon;

    DaemonThreadsVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
        web = parent.child("web");
        web.setAttribute("user.mitosis.weight", "5");
        outside = cgroups.outside();
    }

    @BeforeEach
    void startAndFlood() {
        daemon = Daemon.start(vm, parent, "--metrics-listen", "127.0.0.1:" + PORT, "--stats-socket-mode", "0666");
        assertThat(daemon.layout()).hasToString("[0: 0] [1(web): 1-3]");
        flood("-p 2 -t " + PORT);
        flood("-s " + StatsProbe.SOCKET);
    }

    @AfterEach
    void stopDaemon() {
        daemon.close();
    }

    /** Beside two servers that are always busy, each with one thread, and what the compiler and the collector take. */
    @Test
    void aLoopInCell0KeepsItsShare() {
        double share = CpuTime.during(vm, TIME, List.of(BusyLoops.start(outside).pid()))
                .cpus();
        System.out.println("loop beside floods: " + share);

        assertThat(share).isGreaterThan(0.2);
        assertThat(daemon.process().isAlive()).isTrue();
    }

    @Test
    void aTaskThatWakesInCell0DoesNotWaitForLong() {
        GuestProcess waker = outside.start("waker", "-p", "25000", "-w", "1000", "-d", "5");
        long longest = Micros.longest(waker.waitForExit(LIMIT));
        System.out.println("waker beside floods: " + longest + " us");

        assertThat(longest).isLessThan(THREE_SLICES_US);
        assertThat(daemon.process().isAlive()).isTrue();
    }

    private void flood(String options) {
        web.start(("flood -d 600 " + options).split(" ", -1)).waitForLine("ready", Daemon.LIMIT);
    }
}
