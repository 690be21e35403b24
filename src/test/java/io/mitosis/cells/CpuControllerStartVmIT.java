// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.Result;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import org.junit.jupiter.api.Test;

/** What users are told, before and at the start, of settings of the cpu controller. */
@Vm(cpus = 8, topology = "sockets=2,cores=2,threads=2")
class CpuControllerStartVmIT {
    private final VirtualMachine vm;
    private final Cgroup parent;

    CpuControllerStartVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent().withControllers();
    }

    @Test
    void limitsThatHaveNoEffectAreNamedInOneLine() {
        Cgroup web = parent.child("web").withControllers();
        Cgroup below = web.child("below");
        below.write("cpu.max", "20000 100000");
        try (Daemon daemon = Daemon.start(vm, parent)) {
            daemon.process()
                    .waitForLine(
                            " WARN  cpu.max of " + below.path() + " has no effect while mitosis schedules:"
                                    + " --cpu-controller on [(]experimental[)] enforces it$",
                            Daemon.LIMIT);
            assertThat(daemon.logLines(" (WARN|ERROR) ")).hasSize(1);
        }
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.CPU_CONTROLLER)) {
            parent.child("later");
            daemon.awaitCells("web", "later");
            assertThat(daemon.logLines(" (WARN|ERROR) ")).isEmpty();
        }
    }

    @Test
    void checkSaysThatThisKernelLetsAllBeHonoured() {
        Result check = vm.run("mitosis", "check");
        assertThat(check.out())
                .contains(
                        "ok    cpu.weight        honoured with --cpu-controller on\n",
                        "ok    cpu.max           honoured with --cpu-controller on, at once\n");
        assertThat(check.exit()).as(check.out()).isZero();
    }
}
