// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.topology.CpuMask;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Cpusets that claim every CPU: the root cell has one all the same, and all tasks run. */
@Vm(cpus = 8, topology = "sockets=2,cores=2,threads=2")
class CoveringCpusetsVmIT {
    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup outside;

    CoveringCpusetsVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent().withControllers();
        outside = cgroups.outside();
    }

    @Test
    void twoThatShareTheMachineOut() {
        Map<Cgroup, String> cpusets = withCpusets("a", "0-3", "b", "4-7");
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.BY_EVENTS_ALONE)) {
            assertThat(daemon.layout().cpus(Layout.ROOT).count()).isEqualTo(1);

            assertAllRunWhereTheyMay(daemon.layout(), cpusets);
        }
    }

    @Test
    void twoThatBothWantTheWholeMachine() {
        Map<Cgroup, String> cpusets = withCpusets("a", "0-7", "b", "0-7");
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.BY_EVENTS_ALONE)) {
            assertThat(daemon.layout().cpus(Layout.ROOT).count()).isEqualTo(1);

            assertAllRunWhereTheyMay(daemon.layout(), cpusets);
        }
    }

    @Test
    void oneInsideAnotherAndOneAcrossBoth() {
        Map<Cgroup, String> cpusets = withCpusets("a", "0-7", "b", "2-3", "c", "3-5");
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.BY_EVENTS_ALONE)) {
            assertThat(daemon.layout().cpus(Layout.ROOT).count()).isEqualTo(1);

            assertAllRunWhereTheyMay(daemon.layout(), cpusets);
        }
    }

    /** The last CPU that nobody claimed is claimed while the root cell's tasks run on it. */
    @Test
    void whileTheRootCellIsBusy() {
        Map<Cgroup, String> cpusets = withCpusets("a", "0-3", "b", "4-6");
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.BY_EVENTS_ALONE)) {
            assertThat(daemon.layout().cpus(Layout.ROOT)).isEqualTo(CpuMask.of(7));
            new Cgroup(vm, parent.path() + "/b").write("cpuset.cpus", "4-7");
            cpusets.replaceAll((cgroup, cpuset) -> cgroup.name().equals("b") ? "4-7" : cpuset);
            daemon.process().waitForLine("Cpuset change detected, recomputed config: ", Daemon.LIMIT);

            assertThat(daemon.layout().cpus(Layout.ROOT).count()).isEqualTo(1);
            assertAllRunWhereTheyMay(daemon.layout(), cpusets);
        }
    }

    private Map<Cgroup, String> withCpusets(String... namesAndCpusets) {
        Map<Cgroup, String> cpusets = new LinkedHashMap<>();
        for (int i = 0; i < namesAndCpusets.length; i += 2) {
            Cgroup cgroup = parent.child(namesAndCpusets[i]);
            cgroup.write("cpuset.cpus", namesAndCpusets[i + 1]);
            cpusets.put(cgroup, namesAndCpusets[i + 1]);
        }
        return cpusets;
    }

    private void assertAllRunWhereTheyMay(Layout layout, Map<Cgroup, String> cpusets) {
        List<Integer> ofRoot = BusyLoops.start(outside, "-p", "2").tids();
        cpusets.keySet().forEach(cgroup -> BusyLoops.start(cgroup, "-p", "3"));
        Cgroup[] all = cpusets.keySet().toArray(Cgroup[]::new);
        ObservedCpus seen = ObservedCpus.ofTasks(vm, 3, all);
        cpusets.forEach((cgroup, cpuset) -> {
            CpuMask own = layout.cpus(cgroup.name());
            assertThat(CpuMask.parse(cpuset).containsAll(own))
                    .as("%s has %s", cgroup, layout)
                    .isTrue();
            seen.assertRanOnlyOn(own, cgroup);
            assertThat(seen.tids(cgroup)).hasSize(3);
        });
        ObservedCpus root = ObservedCpus.ofTasks(vm, 2, outside);
        root.assertRanOnlyOn(layout.cpus(Layout.ROOT), outside);
        assertThat(root.tids(outside)).hasSameElementsAs(ofRoot);
    }
}
