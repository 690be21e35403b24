// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.vm.Await;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine that has too little of something: the daemon does with it, or says in one line what it lacks. */
@Vm(cpus = 2)
class ScarcityVmIT {
    private static final String SOCKET = "/var/run/scx/root/stats";

    private final VirtualMachine vm;
    private final Cgroups cgroups;
    private final Cgroup parent;

    ScarcityVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        this.cgroups = cgroups;
        parent = cgroups.parent();
    }

    /** Changes are then seen by the full rescan alone. */
    @ParameterizedTest
    @ValueSource(strings = {"instances", "watches"})
    void withoutInotifyItSaysSoOnceAndLooksRegularly(String what) {
        String file = "/proc/sys/fs/inotify/max_user_" + what;
        String limit = vm.read(file);
        vm.write(file, "0");
        try (Daemon daemon = Daemon.start(vm, parent, "--reconfiguration-interval-s", "1")) {
            for (int i = 0; i < 2; i++) {
                Cgroup web = parent.child("web");
                daemon.awaitCells("web");
                web.remove();
                daemon.awaitCells();
            }
            assertThat(daemon.logLines(" (WARN|ERROR) "))
                    .hasSize(1)
                    .allMatch(line -> line.contains("fs.inotify.max_user_" + what));
        } finally {
            vm.write(file, limit);
        }
    }

    /** Nothing that it writes arrives, and it may write nothing to the hierarchy. */
    @Test
    void aFullDiskForTheLogAndAReadOnlyHierarchyAreNoMatter() {
        String isolated = "unshare -m sh -c 'mount -o remount,bind,ro " + Cgroup.MOUNT + " && exec mitosis"
                + " --cell-parent-cgroup " + parent.path() + "' 2>/dev/full";
        GuestProcess daemon = vm.start("sh", "-c", "exec " + isolated);
        awaitCells(daemon, 1);
        parent.child("web");
        awaitCells(daemon, 2);

        daemon.terminate();

        assertThat(daemon.waitForExit(Daemon.LIMIT).exit()).isZero();
        vm.awaitSchedulerState("disabled", Daemon.LIMIT);
    }

    /** The maps of the BPF programs count, too. */
    @Test
    void eightyMegabytesAreEnough() {
        vm.write(Cgroup.MOUNT + "/cgroup.subtree_control", "+memory");
        Cgroup service = cgroups.create("service");
        service.write("memory.max", "80M");
        GuestProcess daemon = service.start(
                "mitosis", "--cell-parent-cgroup", parent.path(), "--enable-borrowing", "--enable-rebalancing");
        daemon.waitForLine("Applied initial cell configuration", Daemon.LIMIT);
        for (int i = 0; i < 5; i++) {
            vm.shell("cd " + parent.path() + " && mkdir $(seq 40)").text();
            awaitCells(daemon, 2);
            vm.shell("cd " + parent.path() + " && rmdir $(seq 40)").text();
            awaitCells(daemon, 1);
        }

        daemon.terminate();

        assertThat(daemon.waitForExit(Daemon.LIMIT).exit()).as(daemon.err()).isZero();
        assertThat(service.read("memory.events")).contains("oom_kill 0\n");
        System.out.println("memory.peak " + service.read("memory.peak"));
        vm.write(Cgroup.MOUNT + "/cgroup.subtree_control", "-memory");
    }

    /** Asks, as the log may be lost. */
    private void awaitCells(GuestProcess daemon, int count) {
        Await.await(
                count + " cells of\n" + daemon,
                Daemon.LIMIT,
                () -> vm.run("ask", SOCKET, "1", "1", "{\"req\":\"stats\"}").out(),
                reply -> reply.contains("\"num_cells\":" + count));
    }
}
