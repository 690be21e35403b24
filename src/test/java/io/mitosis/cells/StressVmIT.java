// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.Result;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many tasks that come, go, sleep and wake: nothing stalls, and the kernel has nothing to say. */
@Vm(cpus = 4)
class StressVmIT {
    /** The long form is for soaks. */
    private static final int SECONDS = Integer.getInteger("mitosis.stress.seconds", 20);

    private static final Duration LIMIT = Duration.ofMinutes(4).plusSeconds(SECONDS);

    @Test
    void twoCellsUnderStress(VirtualMachine vm, Cgroups cgroups) {
        Cgroup parent = cgroups.parent();
        try (Daemon daemon = Daemon.start(vm, parent)) {
            List<GuestProcess> loads = List.of(stress(parent.child("web")), stress(parent.child("batch")));

            for (GuestProcess load : loads) {
                Result end = load.waitForExit(LIMIT);
                assertThat(end.exit()).as(end.toString()).isZero();
            }

            assertThat(vm.schedulerState()).isEqualTo("enabled");
            assertThat(daemon.logLines(" (WARN|ERROR) ")).isEmpty();
            assertThat(daemon.stop().exit()).isZero();
        }
    }

    private static GuestProcess stress(Cgroup cgroup) {
        return cgroup.start("stress-ng", "--cpu", "0", "--fork", "4", "--pipe", "4", "--timeout", SECONDS + "s");
    }
}
