// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A busy loop beside tasks that earn CPU time by forking: each child is new and owes nothing. With a cpuset, so that
 * the kernel's own scheduler has the same CPUs for them as the cell.
 */
@Vm(cpus = 4, icount = true)
class HostileForksVmIT {
    private static final Duration TIME = Duration.ofSeconds(4);
    private static final String CPU = "3";

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup web;
    private final Cgroup outside;

    HostileForksVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent().withControllers();
        web = parent.child("web");
        outside = cgroups.outside();
    }

    @ParameterizedTest
    @CsvSource({
        "fork-chain -w 1000, 0.5",
        "fork-chain -w 10000, 0.5",
        "fork-chain -w 50000, 0.5",
        "fork-chain -p 4 -w 10000, 0.2",
        "fork-chain -t -w 10000, 0.5",
        "fork-shell -w 10000, 0.5"
    })
    void aLoopOfTheSameCell(String forks, double due) {
        web.write("cpuset.cpus", CPU);
        Contest.of(forks, () -> share(BusyLoops.start(web), web, forks), this::start)
                .assertAsFair(due);
    }

    @ParameterizedTest
    @CsvSource({"fork-chain -w 1000, 0.5", "fork-chain -p 4 -w 10000, 0.2", "fork-shell -w 10000, 0.5"})
    void aLoopPinnedToTheSameCpuOfItsCell(String forks, double due) {
        web.write("cpuset.cpus", "2-3");
        Contest.of(
                        forks + ", all pinned",
                        () -> share(BusyLoops.start(web, "-c", CPU), web, forks + " -c " + CPU),
                        this::start)
                .assertAsFair(due);
    }

    @ParameterizedTest
    @CsvSource({"fork-chain -w 1000, 0.5", "fork-chain -p 4 -w 10000, 0.2", "fork-shell -w 10000, 0.5"})
    void theOwnerOfTheCpuToWhichTheyArePinned(String forks, double due) {
        web.write("cpuset.cpus", CPU);
        Contest.of(
                        forks + " of another cell",
                        () -> share(BusyLoops.start(web), outside, forks + " -c " + CPU),
                        this::start)
                .assertAsFair(due);
    }

    private Daemon start() {
        return Daemon.start(vm, parent);
    }

    private double share(BusyLoops loop, Cgroup ofForks, String forks) {
        try (loop;
                GuestProcess load = ofForks.start((forks + " -d 600").split(" ", -1))) {
            load.waitForLine("ready", Daemon.LIMIT);
            return CpuShare.of(vm, TIME, loop.pid());
        }
    }
}
