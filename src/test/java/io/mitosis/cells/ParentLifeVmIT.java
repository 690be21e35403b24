// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.topology.CpuMask;
import io.mitosis.vm.Await;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.Result;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import org.junit.jupiter.api.Test;

/** The parent cgroup itself goes and comes back: the daemon waits for it and then goes on as before. */
@Vm(cpus = 8, topology = "sockets=2,cores=2,threads=2")
class ParentLifeVmIT {
    private static final int ROUNDS = 10;

    private final VirtualMachine vm;
    private final Cgroups cgroups;
    private final Cgroup outside;

    ParentLifeVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        this.cgroups = cgroups;
        outside = cgroups.outside();
    }

    @Test
    void withoutAParentTheRootCellIsAloneUntilItReturns() {
        Cgroup parent = cgroups.parent();
        Cgroup web = parent.child("web");
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.BY_EVENTS_ALONE)) {
            BusyLoops.start(outside, "-p", "8");
            web.remove();
            parent.remove();
            daemon.awaitLayout("[0: 0-7]");
            daemon.process().waitForLine("parent cgroup " + parent.path() + " is gone", Daemon.LIMIT);
            assertThat(ObservedCpus.onCpus(vm, 8, outside).cpus(outside)).isEqualTo(CpuMask.range(0, 7));

            Cgroup again = cgroups.parent();
            Cgroup batch = again.child("batch");
            Layout layout = daemon.awaitCells("batch");
            assertThat(layout.cpus("batch").count()).isEqualTo(4);
            BusyLoops.start(batch, "-p", "6");
            ObservedCpus seen = ObservedCpus.of(vm, batch, outside);
            seen.assertRanOnlyOn(layout.cpus("batch"), batch);
            seen.assertRanOnlyOn(layout.cpus(Layout.ROOT), outside);
        }
    }

    /** As after a boot: the service is started before whatever makes the parent. */
    @Test
    void aParentThatComesLaterIsWaitedFor() {
        GuestProcess daemon = vm.start(
                "notified",
                "/tmp/notify",
                "mitosis",
                "--cell-parent-cgroup",
                "/slice/late",
                "--reconfiguration-interval-s",
                "3600");
        daemon.waitForLine("WARN  The parent cgroup /sys/fs/cgroup/slice/late is not there yet", Daemon.LIMIT);
        assertThat(daemon.waitForLine("^READY=1", Daemon.LIMIT))
                .isEqualTo("READY=1 STATUS=1 cell on 8 CPUs, waits for /sys/fs/cgroup/slice/late");

        Cgroup slice = cgroups.create("slice");
        slice.child("beside");
        slice.child("late").child("web");

        daemon.waitForLine("Created cell 1 for cgroup /sys/fs/cgroup/slice/late/web", Daemon.LIMIT);
        daemon.waitForLine("The parent cgroup /sys/fs/cgroup/slice/late has come", Daemon.LIMIT);
        daemon.waitForLine("^STATUS=2 cells on 8 CPUs$", Daemon.LIMIT);
        assertThat(daemon.linesMatching("not there yet")).hasSize(1);
        daemon.terminate();
        assertThat(daemon.waitForExit(Daemon.LIMIT).exit()).isZero();
    }

    @Test
    void checkAndPlanSayThatItIsNotThereYet() {
        Result check = vm.run("mitosis", "check", "--cell-parent-cgroup", "/late");
        assertThat(check.out()).contains("ok    cells             /sys/fs/cgroup/late is not there yet");
        assertThat(check.exit()).as(check.out()).isZero();
        Result plan = vm.run("mitosis", "plan", "--cell-parent-cgroup", "/late");
        assertThat(plan.err()).contains("The parent cgroup /sys/fs/cgroup/late is not there yet");
        assertThat(plan.out()).contains("0 root                     8");
        assertThat(plan.exit()).isZero();
    }

    /** So fast that the daemon sees no moment without it, if it looks at names alone. */
    @Test
    void aParentMadeAgainAtOnceIsWatchedLikeTheFirst() {
        Cgroup parent = cgroups.parent();
        Cgroup web = parent.child("web");
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.BY_EVENTS_ALONE)) {
            makeAgain(web, parent, daemon);
            Footprint before = Footprint.of(vm, daemon);

            for (int i = 0; i < ROUNDS; i++) {
                makeAgain(web, parent, daemon);
            }

            Cgroup batch = parent.child("batch");
            daemon.awaitCells("web", "batch");
            batch.remove();
            Layout layout = daemon.awaitCells("web");
            BusyLoops.start(web, "-p", "6");
            ObservedCpus.of(vm, web).assertRanOnlyOn(layout.cpus("web"), web);
            Footprint after = Footprint.of(vm, daemon);
            assertThat(after.files()).isEqualTo(before.files());
            assertThat(after.watches()).isEqualTo(before.watches());
        }
    }

    private void makeAgain(Cgroup web, Cgroup parent, Daemon daemon) {
        vm.shell("rmdir " + web.path() + " " + parent.path() + " && mkdir " + parent.path() + " " + web.path())
                .text();
        long cgid = web.cgid();
        Await.await(
                "a cell for the new " + web.path() + " (cgid=" + cgid + "), of\n" + daemon.log(),
                Daemon.LIMIT,
                () -> CellEvent.created(daemon).stream().anyMatch(event -> event.cgid() == cgid));
        daemon.awaitCells("web");
    }
}
