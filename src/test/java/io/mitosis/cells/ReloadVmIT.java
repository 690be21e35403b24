// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SIGHUP: the file of options is read again, and a bad one changes nothing. */
@Vm(cpus = 8, topology = "sockets=2,cores=2,threads=2")
class ReloadVmIT {
    private static final String FILE = "/tmp/mitosis.yaml";
    private static final String AT_START = "cell-exclude: [system]\ncell0-min-cpus: 1\n";

    private final VirtualMachine vm;
    private final Cgroup parent;

    ReloadVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
        parent.child("batch");
        parent.child("system");
        parent.child("web");
        vm.write(FILE, AT_START);
    }

    @Test
    void newExcludesAndANewHoldoutAreInForceWithoutARestart() {
        try (Daemon daemon = start()) {
            daemon.awaitCells("batch", "web");
            assertThat(daemon.layout().cpus(Layout.ROOT).count()).isEqualTo(3);

            reload(daemon, "cell-exclude: [batch, web]\ncell0-min-cpus: 6\n");
            Layout layout = daemon.awaitCells("system");
            assertThat(layout.cpus(Layout.ROOT).count()).isGreaterThanOrEqualTo(6);

            reload(daemon, AT_START);
            daemon.awaitCells("batch", "web");
            assertThat(daemon.layout().cpus(Layout.ROOT).count()).isEqualTo(3);
            assertThat(daemon.logLines("Mitosis Scheduler Attached")).hasSize(1);
        }
    }

    @Test
    void aBadFileKeepsAllSettingsAndSaysSoInOneLine() {
        List<String> bad = List.of(
                "cell-exclude: [web]\ncell0-min-cpus: many\n",
                "cell-exclude: [web]\nno-such-option: 1\n",
                "cell-exclude: [web\n",
                "cell-exclude: [web, a/b]\n");
        try (Daemon daemon = start()) {
            daemon.awaitCells("batch", "web");
            for (int i = 0; i < bad.size(); i++) {
                reload(daemon, bad.get(i));
                daemon.process().waitForLines(" (WARN|ERROR) ", i + 1, Daemon.LIMIT);
                changeTheCells(daemon);
                assertThat(daemon.logLines(" (WARN|ERROR) ")).hasSize(i + 1).allMatch(line -> line.contains(FILE));
            }
            vm.run("rm", FILE).text();
            daemon.process().signal(GuestProcess.SIGHUP);
            daemon.process().waitForLines(" (WARN|ERROR) ", bad.size() + 1, Daemon.LIMIT);
            changeTheCells(daemon);
        }
    }

    @Test
    void saysWhatNeedsARestart() {
        try (Daemon daemon = start()) {
            reload(daemon, AT_START + "placement: linear\nexit-dump-len: 65536\n");
            daemon.process().waitForLine("exit-dump-len.*restart|restart.*exit-dump-len", Daemon.LIMIT);

            changeTheCells(daemon);
        }
    }

    private Daemon start() {
        return Daemon.start(vm, parent, "--config", FILE);
    }

    private void reload(Daemon daemon, String content) {
        vm.write(FILE, content);
        daemon.process().signal(GuestProcess.SIGHUP);
    }

    /** The settings of the start are still those by which cells are made. */
    private void changeTheCells(Daemon daemon) {
        Cgroup other = parent.child("other");
        daemon.awaitCells("batch", "other", "web");
        other.remove();
        daemon.awaitCells("batch", "web");
    }
}
