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
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * A busy loop beside tasks that earn CPU time by forking: each child is new and owes nothing. With a cpuset, so that
 * the kernel's own scheduler has the same CPUs for them as the cell.
 */
@Vm(cpus = 4, icount = true)
class HostileForksVmIT {
    private static final Duration TIME = Duration.ofSeconds(4);
    private static final String CPU = "3";

    /** Each load, and the share that is due to the loop beside it. */
    private static final Map<String, Double> FEW =
            Map.of("fork-chain -w 1000", 0.5, "fork-chain -p 4 -w 10000", 0.2, "fork-shell -w 10000", 0.5);

    private static final Map<String, Double> MANY = Map.of(
            "fork-chain -w 1000", 0.5,
            "fork-chain -w 10000", 0.5,
            "fork-chain -w 50000", 0.5,
            "fork-chain -p 4 -w 10000", 0.2,
            "fork-chain -t -w 10000", 0.5,
            "fork-shell -w 10000", 0.5);

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

    @Test
    void aLoopOfTheSameCell() {
        web.write("cpuset.cpus", CPU);
        assertAsFair(MANY, forks -> share(BusyLoops.start(web), web, forks));
    }

    @Test
    void aLoopPinnedToTheSameCpuOfItsCell() {
        web.write("cpuset.cpus", "2-3");
        assertAsFair(FEW, forks -> share(BusyLoops.start(web, "-c", CPU), web, forks + " -c " + CPU));
    }

    @Test
    void theOwnerOfTheCpuToWhichTheyArePinned() {
        web.write("cpuset.cpus", CPU);
        assertAsFair(FEW, forks -> share(BusyLoops.start(web), outside, forks + " -c " + CPU));
    }

    private void assertAsFair(Map<String, Double> due, ToDoubleFunction<String> measured) {
        List<String> loads = due.keySet().stream().sorted().toList();
        assertThat(Contest.of(loads, measured, this::start))
                .allSatisfy(contest -> contest.assertAsFair(due.getOrDefault(contest.load(), 0.0)));
    }

    private Daemon start() {
        return Daemon.start(vm, parent);
    }

    private double share(BusyLoops loop, Cgroup ofForks, String forks) {
        try (loop;
                GuestProcess load = ofForks.start((forks + " -d 600").split(" ", -1))) {
            load.waitForLine("ready", Daemon.LIMIT);
            return CpuTime.during(vm, TIME, List.of(loop.pid())).cpus();
        }
    }
}
