// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Groups share a cell of three CPUs, where a group of few tasks cannot use all that it is due. Guest time counts
 * instructions, as for {@link FairnessVmIT}.
 */
@Vm(cpus = 4, icount = true)
class CpuWeightWideVmIT {
    private static final Duration TIME = Duration.ofSeconds(6);

    /** By how many loops each of the two groups has: what the first one is due of all CPU time. */
    private static final Map<String, Double> DUE = Map.of("1 16", 1 / 3.0, "2 16", 0.5, "6 16", 0.5);

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup a;
    private final Cgroup b;

    CpuWeightWideVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent().withControllers();
        Cgroup web = parent.child("web").withControllers();
        web.write("cpuset.cpus", "1-3");
        a = web.child("a");
        b = web.child("b");
    }

    @Test
    void groupsShareHoweverManyTasksTheyHave() {
        List<Contest> contests = Contest.of(
                DUE.keySet().stream().sorted().toList(),
                this::share,
                () -> Daemon.start(vm, parent, Daemon.CPU_CONTROLLER));

        assertThat(contests)
                .allSatisfy(contest -> assertThat(contest.ours())
                        .as(contest.toString())
                        .isCloseTo(DUE.getOrDefault(contest.load(), -1.0), within(0.03)));
    }

    private double share(String load) {
        String[] loops = load.split(" ", -1);
        try (BusyLoops first = BusyLoops.start(a, "-p", loops[0]);
                BusyLoops second = BusyLoops.start(b, "-p", loops[1])) {
            List<Integer> all =
                    Stream.concat(first.tids().stream(), second.tids().stream()).toList();
            CpuTime used = CpuTime.used(vm, TIME, all);
            return (double) used.of(first.tids()) / used.sum();
        }
    }
}
