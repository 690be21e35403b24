// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.topology.CpuMask;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Cpusets that no cell can follow: none of them ends the daemon, each is named once. A boot of its own because a CPU is
 * taken away before the daemon starts.
 */
@Vm(cpus = 8, topology = "sockets=2,cores=2,threads=2", alone = true)
class UnusableCpusetVmIT {
    private static final String LAST_CPU = "/sys/devices/system/cpu/cpu7/online";
    private static final String[] LOOK_EACH_SECOND = {"--reconfiguration-interval-s", "1"};

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup web;

    UnusableCpusetVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent().withControllers();
        web = parent.child("web");
    }

    @BeforeEach
    void takeTheLastCpu() {
        vm.write(LAST_CPU, "0");
    }

    @AfterEach
    void giveTheLastCpuBack() {
        vm.write(LAST_CPU, "1");
    }

    @Test
    void ofOfflineCpusAloneParksTheCgroup() {
        web.write("cpuset.cpus", "7");
        try (Daemon daemon = Daemon.start(vm, parent, LOOK_EACH_SECOND)) {
            assertThat(daemon.layout()).hasToString("[0: 0-6]");
            look(daemon, 3);
            assertThat(daemon.logLines("Parked cgroup " + web.path() + ": ")).hasSize(1);

            web.write("cpuset.cpus", "5-7");
            Layout layout = daemon.awaitCells("web");
            assertThat(CpuMask.of(5, 6).containsAll(layout.cpus("web"))).isTrue();
        }
    }

    @Test
    void ofAnOfflineCpuBesidesOthersIsFollowedWithoutIt() {
        web.write("cpuset.cpus", "5-7");
        try (Daemon daemon = Daemon.start(vm, parent, LOOK_EACH_SECOND)) {
            look(daemon, 3);

            assertThat(daemon.layout().cpus("web")).isEqualTo(CpuMask.of(5, 6));
            assertThat(daemon.logLines(" WARN ")).singleElement().asString().contains(web.path() + "/", "7");
        }
    }

    /** The kernel itself never writes this, so something else is mounted over its file. */
    @Test
    void thatIsNoCpuListCountsAsNone() {
        String file = web.path() + "/cpuset.cpus";
        vm.write("/tmp/cpuset", "2-x\n");
        vm.run("mount", "--bind", "/tmp/cpuset", file).text();
        try (Daemon daemon = Daemon.start(vm, parent, LOOK_EACH_SECOND)) {
            look(daemon, 3);

            assertThat(daemon.layout().cpus("web").count()).isGreaterThanOrEqualTo(3);
            assertThat(daemon.logLines(" WARN ")).singleElement().asString().contains(file, "2-x");

            // Also while the daemon has it open.
            vm.run("umount", "-l", file).text();
            web.write("cpuset.cpus", "5-6");
            daemon.awaitLayout("with web on 5-6", layout -> CpuMask.of(5, 6).equals(layout.cpus("web")));
        } finally {
            vm.run("umount", "-l", file);
        }
    }

    /** Has the daemon look at the tree that many times and more. */
    private void look(Daemon daemon, int times) {
        for (int i = 0; i < times; i++) {
            Cgroup other = parent.child("other");
            daemon.awaitLayout("with other", layout -> layout.cells().containsKey("other"));
            other.remove();
            daemon.awaitLayout("without other", layout -> !layout.cells().containsKey("other"));
        }
    }
}
