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

/** Cells are the cgroups with a cpuset of their own, at any depth. */
@Vm(cpus = 8, topology = "sockets=2,cores=2,threads=2")
class CpusetCellsVmIT {
    private static final String CPUSET = "cpuset.cpus";

    private final VirtualMachine vm;
    private final Cgroup top;
    private final Cgroup middle;
    private final Cgroup leaf;
    private final Cgroup deepest;
    private final Cgroup plain;

    CpusetCellsVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        top = cgroups.create("top").withControllers();
        middle = top.child("middle").withControllers();
        leaf = middle.child("leaf").withControllers();
        deepest = leaf.child("deepest");
        plain = cgroups.create("plain");
    }

    @Test
    void tasksBelongToTheNearestOwnerAbove() {
        top.write(CPUSET, "0-5");
        leaf.write(CPUSET, "0-1");
        Cgroup beside = middle.child("beside");
        try (Daemon daemon = Daemon.startWithCpusetCells(vm, Daemon.BY_EVENTS_ALONE)) {
            Layout layout = daemon.awaitCells("top", "leaf");
            CpuMask ofTop = layout.cpus("top");
            CpuMask ofLeaf = layout.cpus("leaf");
            assertThat(CpuMask.range(0, 5).containsAll(ofTop)).isTrue();
            assertThat(CpuMask.of(0, 1).containsAll(ofLeaf)).isTrue();
            List.of(beside, deepest, plain).forEach(cgroup -> BusyLoops.start(cgroup, "-p", "6"));

            ObservedCpus seen = ObservedCpus.of(vm, beside, deepest, plain);
            seen.assertRanOnlyOn(ofTop, beside);
            seen.assertRanOnlyOn(ofLeaf, deepest);
            seen.assertRanOnlyOn(layout.cpus(Layout.ROOT), plain);
        }
    }

    @Test
    void writingACpusetMakesACellAndClearingItDestroysIt() {
        try (Daemon daemon = Daemon.startWithCpusetCells(vm, Daemon.BY_EVENTS_ALONE)) {
            assertThat(daemon.layout()).hasToString("[0: 0-7]");
            BusyLoops.start(deepest, "-p", "6");

            top.write(CPUSET, "0-5");
            daemon.awaitCells("top");
            assertTasksOfDeepestAreIn("top", daemon);

            leaf.write(CPUSET, "2-3");
            daemon.awaitCells("top", "leaf");
            assertTasksOfDeepestAreIn("leaf", daemon);

            leaf.write(CPUSET, "\n");
            daemon.awaitCells("top");
            assertTasksOfDeepestAreIn("top", daemon);

            top.write(CPUSET, "\n");
            daemon.awaitLayout("[0: 0-7]");
            assertThat(CellEvent.of(daemon))
                    .extracting(event -> (event.created() ? "+" : "-") + event.path())
                    .containsExactly("+" + top.path(), "+" + leaf.path(), "-" + leaf.path(), "-" + top.path());
        }
    }

    @Test
    void ownersBelowOneThatGoesAwayKeepTheirCells() {
        top.write(CPUSET, "0-5");
        leaf.write(CPUSET, "2-3");
        try (Daemon daemon = Daemon.startWithCpusetCells(vm, Daemon.BY_EVENTS_ALONE)) {
            daemon.awaitCells("top", "leaf");

            top.write(CPUSET, "\n");

            Layout layout = daemon.awaitCells("leaf");
            assertThat(layout.cpus("leaf")).isEqualTo(CpuMask.of(2, 3));
        }
    }

    @Test
    void anOwnerMadeWithItsCpusetWhileTheDaemonRunsIsSeenAtAnyDepth() {
        try (Daemon daemon = Daemon.startWithCpusetCells(vm, Daemon.BY_EVENTS_ALONE)) {
            Cgroup late = deepestChild("late");
            late.write(CPUSET, "6-7");
            daemon.awaitCells("late");
            assertThat(daemon.layout().cpus("late")).isEqualTo(CpuMask.of(6, 7));

            late.remove();
            daemon.awaitLayout("[0: 0-7]");
        }
    }

    @Test
    void anExcludedOwnerGetsNoCell() {
        top.write(CPUSET, "0-5");
        leaf.write(CPUSET, "0-1");
        try (Daemon daemon = Daemon.startWithCpusetCells(vm, "--cell-exclude", "leaf")) {
            Layout layout = daemon.awaitCells("top");

            assertThat(layout.cpus("top")).isEqualTo(CpuMask.range(0, 5));
        }
    }

    private Cgroup deepestChild(String name) {
        return deepest.withControllers().child(name);
    }

    private void assertTasksOfDeepestAreIn(String cell, Daemon daemon) {
        ObservedCpus.of(vm, deepest).assertRanOnlyOn(daemon.layout().cpus(cell), deepest);
    }
}
