// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.topology.CpuMask;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import org.junit.jupiter.api.Test;

/** As many CPUs as the scheduler can count, of which only a few are there, the last one among them. */
@Vm(cpus = 7, cpuNumbers = 1024, append = "lpj=2596150")
class LargeMachineVmIT {
    private static final CpuMask ONLINE = CpuMask.parse("0,1018-1023");

    @Test
    void cellsOfCpusWithTheHighestNumbers(VirtualMachine vm, Cgroups cgroups) {
        assertThat(vm.read("/sys/devices/system/cpu/possible")).isEqualTo("0-1023\n");
        ONLINE.stream().skip(1).forEach(cpu -> vm.write("/sys/devices/system/cpu/cpu" + cpu + "/online", "1"));
        Cgroup parent = cgroups.parent();
        Cgroup outside = cgroups.outside();
        try (Daemon daemon = Daemon.start(vm, parent, "--placement", "linear")) {
            Cgroup web = parent.child("web");
            Cgroup batch = parent.child("batch");
            Layout layout = daemon.awaitCells("web", "batch");
            assertThat(layout.cells().values().stream().reduce(CpuMask.none(), CpuMask::or))
                    .isEqualTo(ONLINE);
            for (Cgroup cgroup : new Cgroup[] {web, batch, outside}) {
                BusyLoops.start(cgroup, "-p", "4");
            }

            for (Cgroup cgroup : new Cgroup[] {web, batch}) {
                CpuMask own = layout.cpus(cgroup.name());
                assertThat(ObservedCpus.onCpus(vm, own.count(), cgroup).cpus(cgroup))
                        .isEqualTo(own);
            }
            CpuMask root = layout.cpus(Layout.ROOT);
            assertThat(ObservedCpus.onCpus(vm, root.count(), outside).cpus(outside))
                    .isEqualTo(root);
        }
    }
}
