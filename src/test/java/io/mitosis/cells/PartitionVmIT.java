// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.topology.CpuMask;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cpuset partition that lies in no cell is a cell, and the root cell keeps CPUs that its tasks may use. */
@Vm(cpus = 8, topology = "sockets=2,cores=2,threads=2")
class PartitionVmIT {
    private static final CpuMask LOWER = CpuMask.range(0, 3);
    private static final CpuMask UPPER = CpuMask.range(4, 7);
    private static final String PARTITION = "cpuset.cpus.partition";
    private static final String CPUS = "cpuset.cpus";

    private final VirtualMachine vm;
    private final Cgroups cgroups;
    private final Cgroup parent;
    private final Cgroup a;
    private final Cgroup outside;

    PartitionVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        this.cgroups = cgroups;
        parent = cgroups.parent().withControllers();
        a = parent.child("a");
        outside = cgroups.outside();
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "isolated"})
    void oneBesideTheCellsIsACellOfItsOwn(String kind) {
        Cgroup beside = partition(cgroups.create("beside"), "4-7", kind);
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.BY_EVENTS_ALONE)) {
            assertThat(daemon.layout().cpus("beside")).isEqualTo(UPPER);

            assertTasksKeepTo(daemon.layout(), beside);
        }
    }

    @Test
    void whatBecomesOfOneIsSeenAtOnce() {
        Cgroup slice = cgroups.create("slice").withControllers();
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.BY_EVENTS_ALONE)) {
            // Not where the events of the parent's own directories would tell of it.
            slice.write(CPUS, "4-7");
            partition(slice, "4-7", "root");
            Cgroup inner = slice.child("inner");
            daemon.awaitLayout(
                    "with the slice on 4-7",
                    layout -> UPPER.equals(layout.cells().get("slice")));
            assertTasksKeepTo(daemon.layout(), inner);

            slice.write(CPUS, "6-7");
            daemon.awaitLayout(
                    "with the slice on 6-7",
                    layout -> CpuMask.of(6, 7).equals(layout.cells().get("slice")));
            assertTasksKeepTo(daemon.layout(), inner);

            slice.close();
            daemon.awaitCells("a");
            assertThat(daemon.layout().cpus("a").count()).isEqualTo(4);
        }
    }

    @Test
    void oneBelowAnotherCgroupThatGoesGivesItsCpusBackAtOnce() {
        Cgroup slice = cgroups.create("slice").withControllers();
        slice.write("cpuset.cpus.exclusive", "4-7");
        Cgroup inner = slice.child("inner");
        inner.write("cpuset.cpus.exclusive", "4-7");
        inner.write(PARTITION, "root");
        assertThat(inner.read(PARTITION)).isEqualTo("root\n");
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.BY_EVENTS_ALONE)) {
            assertThat(daemon.layout().cpus("inner")).isEqualTo(UPPER);

            inner.remove();

            daemon.awaitCells("a");
            assertThat(daemon.layout().cpus("a").count()).isEqualTo(4);
        }
    }

    @Test
    void theRootCellsMinimumIsOfCpusThatItsTasksMayUse() {
        Cgroup beside = partition(cgroups.create("beside"), "4-7", "root");
        a.write(CPUS, "0-3");
        try (Daemon daemon = Daemon.start(vm, parent, "--cell0-min-cpus", "2")) {
            Layout layout = daemon.layout();
            assertThat(layout.cpus(Layout.ROOT).count()).isEqualTo(2);

            assertTasksKeepTo(layout, beside);
        }
    }

    private static Cgroup partition(Cgroup cgroup, String cpus, String kind) {
        cgroup.write(CPUS, cpus);
        cgroup.write(PARTITION, kind);
        assertThat(cgroup.read(PARTITION)).isEqualTo(kind + "\n");
        return cgroup;
    }

    private void assertTasksKeepTo(Layout layout, Cgroup inPartition) {
        String cell = layout.cells().containsKey(inPartition.name()) ? inPartition.name() : "slice";
        assertThat(LOWER.or(CpuMask.of(4, 5)).containsAll(layout.cpus(Layout.ROOT)))
                .as("%s", layout)
                .isTrue();
        List<BusyLoops> loops = List.of(
                BusyLoops.start(outside, "-p", "6"),
                BusyLoops.start(a, "-p", "6"),
                BusyLoops.start(inPartition, "-p", "6"));
        ObservedCpus seen = ObservedCpus.of(vm, outside, a, inPartition);
        seen.assertRanOnlyOn(layout.cpus(Layout.ROOT), outside);
        seen.assertRanOnlyOn(layout.cpus("a"), a);
        seen.assertRanOnlyOn(layout.cpus(cell), inPartition);
        loops.forEach(started -> started.process().kill());
    }
}
