// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.Result;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Faults done to the daemon and to its cgroups: none prevents the next start. */
@Vm(cpus = 2)
class FaultVmIT {
    private static final int KILLS = 2;
    /** The long form is in the soak: 40 seconds. */
    private static final String STOPPED_SECONDS = "4";

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup outside;

    FaultVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
        outside = cgroups.outside();
    }

    /** The kernel schedules by the last configuration; what has changed meanwhile is seen afterwards. */
    @Test
    void whileItIsStoppedTasksGoOn() {
        Cgroup web = parent.child("web");
        try (Daemon daemon = Daemon.start(vm, parent)) {
            daemon.process().signal(GuestProcess.SIGSTOP);
            parent.child("batch").remove();
            parent.child("late");
            String work = web.start("fork-loops", "-d", STOPPED_SECONDS)
                    .waitForExit(Daemon.LIMIT)
                    .out();
            assertThat(Long.parseLong(work.replaceAll("\\D", ""))).as(work).isPositive();
            assertThat(daemon.layouts()).hasSize(1);

            daemon.process().signal(GuestProcess.SIGCONT);

            // Of two CPUs there is none left for it.
            daemon.process().waitForLine("Parked cgroup " + parent.path() + "/late", Daemon.LIMIT);
            assertThat(daemon.logLines(" ERROR ")).isEmpty();
            assertThat(daemon.stop().exit()).isZero();
        }
    }

    @Test
    void sigtermEndsItInGoodOrderInEachState() {
        parent.child("web");
        for (String state : List.of("Running mitosis", "Mitosis Scheduler Attached", "Applied initial")) {
            Daemon daemon = Daemon.launch(vm, parent);
            daemon.process().waitForLine(state, Daemon.LIMIT);

            Result end = daemon.stop();

            assertThat(end.exit()).as(end.err()).isZero();
            assertThat(end.err()).doesNotContain(" ERROR ");
            assertThat(vm.schedulerState()).isEqualTo("disabled");
        }
    }

    @Test
    void killedWhileItAppliesUnderLoadItLeavesNothingInTheWay() {
        BusyLoops.start(outside, "-p", "2");
        String churn = "cd " + parent.path() + "; while :; do mkdir a b; usleep 20000; rmdir a b; usleep 20000; done";
        GuestProcess changes = vm.start("sh", "-c", churn);
        for (int i = 0; i < KILLS; i++) {
            Daemon daemon = Daemon.start(vm, parent, "--reconcile-debounce-ms", "0");
            daemon.process().waitForLines("Cell config updated", 1 + i, Daemon.LIMIT);

            daemon.process().kill();

            vm.awaitSchedulerState("disabled", Daemon.LIMIT);
        }
        changes.close();
        try (Daemon daemon = Daemon.start(vm, parent)) {
            assertThat(daemon.logLines(" ERROR ")).isEmpty();
        }
    }

    /** A clock that goes back, 2,000 cgroups in some seconds, and names of any bytes beside 50 busy loops. */
    @Test
    void whatUsersDoDoesNotEndIt() {
        String longest = "n".repeat(255);
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.BY_EVENTS_ALONE)) {
            moveClock("-");
            vm.shell("cd " + parent.path() + "; for i in $(seq 8); do mkdir $(seq 250); rmdir $(seq 250); done")
                    .text();
            daemon.awaitLayout("[0: 0-1]");

            BusyLoops.start(outside, "-p", "50");
            for (String name : List.of("two words", "grün-日本", longest)) {
                Cgroup cgroup = parent.child(name);
                daemon.awaitLayout("with " + name, seen -> seen.text().contains("[1(" + name + "): "));
                cgroup.remove();
                daemon.awaitLayout("[0: 0-1]");
            }

            vm.shell("cd " + parent.path() + " && mkdir \"$(printf 'a\\377b')\"")
                    .text();
            daemon.process().waitForLine("gets no cell: its name is not UTF-8", Daemon.LIMIT);
            moveClock("+");
            assertThat(daemon.logLines(" ERROR ")).isEmpty();
            assertThat(daemon.stop().exit()).isZero();
        }
    }

    private void moveClock(String sign) {
        vm.shell("date -s @$(($(date +%s) " + sign + " 3600))").text();
    }
}
