// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import org.junit.jupiter.api.Test;

/** Where the daemon itself runs: in a cgroup beside the cells, in a container. */
@Vm(cpus = 2)
class DaemonPlaceVmIT {
    private static final String APPLIED = "Applied initial cell configuration: ";

    private final VirtualMachine vm;
    private final Cgroup parent;

    DaemonPlaceVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
    }

    @Test
    void itsOwnCgroupIsNoCell() {
        parent.child("web");
        GuestProcess daemon = service().start("mitosis", "--cell-parent-cgroup", parent.path());
        assertThat(daemon.waitForLine(APPLIED, Daemon.LIMIT)).endsWith(APPLIED + "[0: 0] [1(web): 1]");
        assertSaysSoAndEnds(daemon);
    }

    @Test
    void norIfItHasACpuset() {
        parent.withControllers();
        Cgroup service = service();
        service.write("cpuset.cpus", "1");
        GuestProcess daemon = service.start("mitosis", "--cpuset-cells");
        assertThat(daemon.waitForLine(APPLIED, Daemon.LIMIT)).endsWith(APPLIED + "[0: 0-1]");
        assertSaysSoAndEnds(daemon);
    }

    /** As in a container: BPF would take whoever has its process id on the host for it. */
    @Test
    void outsideTheHostsPidNamespaceItIsATaskLikeAnother() {
        parent.child("web");
        try (GuestProcess daemon =
                vm.start("unshare", "-p", "-f", "--mount-proc", "mitosis", "--cell-parent-cgroup", parent.path())) {
            assertThat(daemon.waitForLine(APPLIED, Daemon.LIMIT)).endsWith(APPLIED + "[0: 0] [1(web): 1]");
            assertThat(daemon.linesMatching("WARN  Not in the host's PID namespace"))
                    .hasSize(1);
        }
        vm.awaitSchedulerState("disabled", Daemon.LIMIT);
    }

    private Cgroup service() {
        return parent.child("mitosis.service");
    }

    private void assertSaysSoAndEnds(GuestProcess daemon) {
        assertThat(daemon.linesMatching("INFO  Cgroup .*/mitosis.service gets no cell: mitosis itself runs in it"))
                .hasSize(1);
        daemon.terminate();
        assertThat(daemon.waitForExit(Daemon.LIMIT).exit()).isZero();
    }
}
