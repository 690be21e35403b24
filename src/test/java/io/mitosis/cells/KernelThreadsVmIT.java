// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Threads of the kernel that serve all, and whom busy tasks of the root cell would make wait. */
@Vm(cpus = 4, icount = true)
class KernelThreadsVmIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup web;

    KernelThreadsVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
        web = parent.child("web");
        web.setAttribute("user.mitosis.weight", "5");
    }

    /** Cell 0 has CPU 0 alone. To the kernel's own scheduler they are pinned there, with three idle CPUs beside it. */
    @Test
    void aGracePeriodTakesAtMostTwiceAsLongAsUnderTheKernel() {
        Contest longest = Contest.of("membarrier beside 20 loops, us", this::longestMicros, this::start);

        assertThat(longest.ours()).as(longest.toString()).isLessThan(2 * longest.kernels());
    }

    private Daemon start() {
        Daemon daemon = Daemon.start(vm, parent);
        assertThat(daemon.layout()).hasToString("[0: 0] [1(web): 1-3]");
        return daemon;
    }

    private double longestMicros() {
        try (BusyLoops loops = BusyLoops.start(new Cgroup(vm, Cgroup.MOUNT), "-p", "20", "-c", "0")) {
            assertThat(loops.tids()).hasSize(20);
            return Micros.longest(web.start("membarrier", "20").waitForExit(LIMIT));
        }
    }
}
