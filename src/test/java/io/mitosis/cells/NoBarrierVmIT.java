// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.vm.Await;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * With CPUs that have no tick the kernel offers no global barrier to user space, and time serves as well. Guest time
 * counts instructions, as for {@link FairnessVmIT}.
 */
@Vm(cpus = 4, icount = true, append = "nohz_full=3")
class NoBarrierVmIT {
    private static final String RUN_PROGRAM = "sys_bpf(";
    private static final int CHANGES = 6;
    private static final Duration EARLIEST = Duration.ofMillis(50);
    private static final Duration LATEST = Duration.ofMillis(100);

    private final VirtualMachine vm;
    private final Cgroup parent;

    NoBarrierVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
    }

    @Test
    void thePassOverTheQueuesComesSoonAfterAChangeWhateverTheInterval() {
        assertThat(vm.read("/sys/devices/system/cpu/nohz_full").strip()).isEqualTo("3");
        try (KernelTrace calls = new KernelTrace(vm).note("syscalls/sys_enter_bpf", "cmd == 10")) {
            calls.clear();
            try (Daemon daemon = Daemon.start(vm, parent, "--monitor-interval-s", "60")) {
                // That of the start waits for the loop to begin.
                assertThat(delay(calls, 0)).isGreaterThan(EARLIEST);
                for (int i = 0; i < CHANGES; i += 2) {
                    Cgroup web = parent.child("web");
                    assertThat(delay(calls, i + 1)).isBetween(EARLIEST, LATEST);
                    web.remove();
                    assertThat(delay(calls, i + 2)).isBetween(EARLIEST, LATEST);
                }
                assertThat(daemon.layouts()).hasSize(1 + CHANGES);
                assertThat(daemon.logLines(" (WARN|ERROR) ")).isEmpty();
            }
        }
    }

    /** From the program that applies a layout, the first of which is number 0, to the one that makes the pass. */
    private static Duration delay(KernelTrace calls, int layout) {
        int apply = 2 * layout;
        List<Long> begun = Await.await(
                "both calls of a change",
                Daemon.LIMIT,
                () -> calls.nanos(RUN_PROGRAM),
                times -> times.size() > apply + 1);
        return Duration.ofNanos(begun.get(apply + 1) - begun.get(apply));
    }
}
