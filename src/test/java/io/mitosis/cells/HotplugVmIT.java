// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * CPUs that are taken offline and online: the kernel ends the scheduler each time, and the daemon starts it again. A
 * boot of its own because a CPU might stay away.
 */
@Vm(cpus = 4, alone = true)
class HotplugVmIT {
    private static final String LAST_CPU = "/sys/devices/system/cpu/cpu3/online";

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup outside;

    HotplugVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
        outside = cgroups.outside();
    }

    @AfterEach
    void giveTheLastCpuBack() {
        vm.write(LAST_CPU, "1");
    }

    @Test
    void cellsKeepTheirIdsAndTasksKeepToThemWhileACpuComesAndGoes() {
        // The ids are not those that the names would get if all of it began anew.
        Cgroup web = parent.child("web");
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.BY_EVENTS_ALONE)) {
            Cgroup batch = parent.child("batch");
            daemon.awaitCells("web", "batch");
            for (Cgroup cgroup : List.of(web, batch, outside)) {
                BusyLoops.start(cgroup, "-p", "3");
            }

            vm.write(LAST_CPU, "0");
            assertIsolates(awaitCpus(daemon, 3), web, batch);

            vm.write(LAST_CPU, "1");
            assertIsolates(awaitCpus(daemon, 4), web, batch);

            assertThat(daemon.logLines("Mitosis Scheduler Attached")).hasSize(3);
            assertThat(CellEvent.of(daemon)).hasSize(2);
            assertThat(daemon.logLines(" ERROR ")).isEmpty();
            assertThat(daemon.stop().exit()).isZero();
        }
    }

    private static Layout awaitCpus(Daemon daemon, int cpus) {
        Layout layout = daemon.awaitLayout(
                "of " + cpus + " CPUs",
                seen -> seen.cells().values().stream()
                                .mapToInt(own -> own.count())
                                .sum()
                        == cpus);
        assertThat(layout.text()).contains("[1(web): ", "[2(batch): ");
        return layout;
    }

    private void assertIsolates(Layout layout, Cgroup web, Cgroup batch) {
        ObservedCpus seen = ObservedCpus.of(vm, web, batch, outside);
        seen.assertRanOnlyOn(layout.cpus("web"), web);
        seen.assertRanOnlyOn(layout.cpus("batch"), batch);
        seen.assertRanOnlyOn(layout.cpus(Layout.ROOT), outside);
    }
}
