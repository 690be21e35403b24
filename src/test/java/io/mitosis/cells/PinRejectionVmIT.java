// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.Result;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On request nobody may be pinned to several, but not all, CPUs of a cell. */
@Vm(cpus = 4)
class PinRejectionVmIT {
    private static final String REJECT = "--reject-multicpu-pinning";
    private static final int SCHEDULER_FAILED = 5;

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup web;
    private final Cgroup outside;

    PinRejectionVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent().withControllers();
        outside = cgroups.outside();
        web = parent.child("web");
        web.setAttribute("user.mitosis.weight", "5");
    }

    @Test
    void aTaskPinnedToTwoOfThreeCpusEndsTheScheduler() {
        try (Daemon daemon = Daemon.start(vm, parent, REJECT)) {
            assertThat(daemon.layout()).hasToString("[0: 0] [1(web): 1-3]");
            BusyLoops.start(web, "-c", "1");
            BusyLoops.start(web, "-c", "1-3");
            int loop = BusyLoops.start(web).pid();
            assertThat(daemon.process().isAlive()).isTrue();

            vm.kernelLog().expect("scx_bpf_error");
            vm.run("taskset", "-p", "-c", "1-2", Integer.toString(loop));

            Result end = daemon.process().waitForExit(Daemon.LIMIT);
            assertThat(end.exit()).isEqualTo(SCHEDULER_FAILED);
            assertThat(end.err())
                    .contains("task " + loop + " is pinned to several, but not all, of the CPUs of its cell 1");
        }
    }

    /** Until there is a layout they are in the root cell, of which they have not all CPUs. */
    @Test
    void whatACpusetPinnedBeforeTheStartIsNoReason() {
        web.write("cpuset.cpus", "1-3");
        BusyLoops.start(web, "-p", "6");
        try (Daemon daemon = Daemon.start(vm, parent, REJECT)) {
            assertThat(daemon.layout()).hasToString("[0: 0] [1(web): 1-3]");
            BusyLoops.start(web);
            assertThat(daemon.process().isAlive()).isTrue();
        }
    }

    /** All threads are in the other cgroup before the first one gets its CPUs. */
    @Test
    void aMoveBetweenCpusetsIsNoReason() {
        outside.write("cpuset.cpus", "0-2");
        try (Daemon daemon = Daemon.start(vm, parent, REJECT)) {
            assertThat(daemon.layout()).hasToString("[0: 0] [1(web): 1-3]");
            int loops = BusyLoops.start(outside, "-t", "60").pid();

            for (int i = 0; i < 10; i++) {
                web.add(loops);
                outside.add(loops);
            }

            BusyLoops.start(web);
            assertThat(daemon.process().isAlive()).isTrue();
        }
    }

    /** The kernel pins the tasks to the new cpuset before the cell has lost the CPU. */
    @Test
    void whatACpusetChangesIsNoReason() {
        web.write("cpuset.cpus", "1-3");
        try (Daemon daemon = Daemon.start(vm, parent, REJECT, "--log-level", "debug", "--monitor-interval-s", "1")) {
            assertThat(daemon.layout()).hasToString("[0: 0] [1(web): 1-3]");
            List<Integer> loops = BusyLoops.start(web, "-p", "6").tids();

            web.write("cpuset.cpus", "2-3");
            daemon.awaitLayout("[0: 0-1] [1(web): 2-3]");
            web.write("cpuset.cpus", "1-3");
            daemon.awaitLayout("[0: 0] [1(web): 1-3]");

            daemon.process().waitForLine("web.*pin_rejections_skipped=", Daemon.LIMIT);
            assertThat(loops).hasSize(6);
            // Once that is over it counts again.
            vm.kernelLog().expect("scx_bpf_error");
            vm.run("taskset", "-p", "-c", "1-2", Integer.toString(loops.getFirst()));
            assertThat(daemon.process().waitForExit(Daemon.LIMIT).exit()).isEqualTo(SCHEDULER_FAILED);
        }
    }
}
