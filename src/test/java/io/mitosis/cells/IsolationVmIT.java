// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.topology.CpuMask;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.CpuSample;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.Result;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each cell has CPUs of its own, and its tasks run on those and nowhere else. */
@Vm(cpus = 6)
class IsolationVmIT {
    private static final int DEEP = 300;
    private static final Duration APART = Duration.ofMillis(20);

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup outside;

    IsolationVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
        outside = cgroups.outside();
    }

    @Test
    void busyCellsKeepToTheirOwnCpus() {
        Cgroup web = parent.child("web");
        Cgroup batch = parent.child("batch");
        try (Daemon daemon = Daemon.start(vm, parent)) {
            assertThat(daemon.layout()).hasToString("[0: 0-1] [1(batch): 2-3] [2(web): 4-5]");
            for (Cgroup cgroup : List.of(web, batch, outside)) {
                BusyLoops.start(cgroup, "-p", "4");
            }

            List<CpuSample> samples = samplesWhereTasksRan(60, web, batch, outside);

            assertThat(samples).hasSizeGreaterThanOrEqualTo(200);
            assertThat(samples.stream().map(CpuSample::tid).distinct()).hasSize(12);
            assertRanOnAllOf(daemon.layout().cpus("web"), samples, web);
            assertRanOnAllOf(daemon.layout().cpus("batch"), samples, batch);
            assertRanOnAllOf(daemon.layout().cpus(Layout.ROOT), samples, outside);
        }
    }

    @Test
    void aNewCgroupGetsCpusAndItsRemovalGivesThemBack() {
        try (Daemon daemon = Daemon.start(vm, parent)) {
            assertThat(daemon.layout()).hasToString("[0: 0-5]");
            BusyLoops.start(outside, "-p", "12");

            Cgroup web = parent.child("web");
            Layout two = daemon.awaitLayout("[0: 0-2] [1(web): 3-5]");
            Cgroup batch = parent.child("batch");
            Layout three = daemon.awaitCells("web", "batch");
            assertEachHas(2, three);
            // Both have given up one CPU and moved nowhere.
            assertThat(two.cpus("web").containsAll(three.cpus("web"))).isTrue();
            assertThat(two.cpus(Layout.ROOT).containsAll(three.cpus(Layout.ROOT)))
                    .isTrue();
            BusyLoops.start(batch, "-p", "3");
            assertRanOnAllOf(three.cpus("batch"), samplesWhereTasksRan(20, batch), batch);
            assertRanOnAllOf(three.cpus(Layout.ROOT), samplesWhereTasksRan(20, outside), outside);

            web.close();
            Layout again = daemon.awaitCells("batch");
            assertEachHas(3, again);
            assertThat(again.cpus("batch").containsAll(three.cpus("batch"))).isTrue();
            assertRanOnAllOf(again.cpus("batch"), samplesWhereTasksRan(20, batch), batch);
            assertRanOnAllOf(again.cpus(Layout.ROOT), samplesWhereTasksRan(20, outside), outside);

            // The name is another one, the id that has become free is taken.
            parent.child("api");
            Layout last = daemon.awaitCells("api", "batch");
            assertEachHas(2, last);
            assertThat(last.text()).contains("[1(api): ", "[2(batch): ");
        }
    }

    @Test
    void tasksThatWereThereBeforeTheirCellMoveToItsCpus() {
        try (Daemon daemon = Daemon.start(vm, parent)) {
            daemon.process().signal(GuestProcess.SIGSTOP);
            Cgroup web = parent.child("web");
            BusyLoops.start(web, "-p", "3");
            daemon.process().signal(GuestProcess.SIGCONT);

            daemon.awaitLayout("[0: 0-2] [1(web): 3-5]");
            assertRanOnAllOf(CpuMask.range(3, 5), samplesWhereTasksRan(30, web), web);
        }
    }

    /** Its cell's CPUs go on without it, and none of them may take it. */
    @Test
    void aTaskThatIsPinnedWhileItRunsOrWaitsGoesWhereItMay() {
        Cgroup web = parent.child("web");
        try (Daemon daemon = Daemon.start(vm, parent)) {
            assertThat(daemon.layout()).hasToString("[0: 0-2] [1(web): 3-5]");
            BusyLoops.start(outside, "-p", "3");
            for (int pid : BusyLoops.start(web, "-p", "6").tids()) {
                for (int cpu : List.of(1, 4)) {
                    vm.run("taskset", "-p", Integer.toHexString(1 << cpu), Integer.toString(pid))
                            .text();
                    CpuTime.used(vm, Duration.ofMillis(60), List.of(pid));
                }
            }
            ObservedCpus.ofTasks(vm, 6, web).assertRanOnlyOn(CpuMask.of(4), web);
        }
    }

    /** The waker runs on a CPU of another cell than the task that it wakes: a busy CPU, or one about to be idle. */
    @Test
    void tasksWokenFromAnotherCellRunInTheirOwn() {
        Cgroup web = parent.child("web");
        Cgroup batch = parent.child("batch");
        try (Daemon daemon = Daemon.start(vm, parent)) {
            BusyLoops.start(web);

            Result end = vm.run(Daemon.LIMIT, "ping", "5000", web.path(), batch.path());

            for (Cgroup cgroup : List.of(web, batch)) {
                String cpus = end.text()
                        .lines()
                        .filter(line -> line.startsWith(cgroup.path() + " "))
                        .map(line -> line.substring(cgroup.path().length() + 1).replace(' ', ','))
                        .findFirst()
                        .orElseThrow();
                CpuMask own = daemon.layout().cpus(cgroup.name());
                assertThat(own.containsAll(CpuMask.parse(cpus)))
                        .as("%s not %s", cpus, own)
                        .isTrue();
            }
            assertThat(Micros.longest(end)).isLessThan(1_000_000);
        }
    }

    @Test
    void saysWhichCgroupACellIsFor() {
        try (Daemon daemon = Daemon.start(vm, parent)) {
            Cgroup web = parent.child("web");
            String inode = vm.run("stat", "-c", "%i", web.path()).text();
            daemon.awaitLayout("[0: 0-2] [1(web): 3-5]");
            web.close();
            daemon.awaitLayout("[0: 0-5]");

            String cell = "cell 1 for cgroup " + web.path() + " (cgid=" + inode + ")";
            assertThat(daemon.log()).containsSubsequence("Created " + cell, "Destroyed " + cell);
        }
    }

    @Test
    void childrenOfAChildBelongToItsCell() {
        Cgroup deep = parent.child("web").child("worker").child("thread");
        try (Daemon daemon = Daemon.start(vm, parent)) {
            BusyLoops.start(deep, "-p", "4");

            assertRanOnAllOf(daemon.layout().cpus("web"), samplesWhereTasksRan(30, deep), deep);
        }
    }

    @Test
    void tasksOfCgroupsNestedVeryDeepRunInTheCell() {
        Cgroup deep = new Cgroup(vm, parent.child("web").path() + "/d".repeat(DEEP));
        vm.run("mkdir", "-p", deep.path()).text();
        try (Daemon daemon = Daemon.start(vm, parent)) {
            BusyLoops.start(deep, "-p", "4");

            assertRanOnAllOf(daemon.layout().cpus("web"), samplesWhereTasksRan(30, deep), deep);
        }
    }

    @Test
    void anExcludedChildStaysInTheRootCell() {
        Cgroup web = parent.child("web");
        Cgroup system = parent.child("system");
        try (Daemon daemon = Daemon.start(vm, parent, "--cell-exclude", "system", "--cell-exclude", "later")) {
            assertThat(daemon.layout()).hasToString("[0: 0-2] [1(web): 3-5]");
            BusyLoops.start(web, "-p", "3");
            BusyLoops.start(system, "-p", "6");

            assertRanOnAllOf(CpuMask.range(0, 2), samplesWhereTasksRan(30, system), system);
            parent.child("later");
            parent.child("other");
            assertEachHas(2, daemon.awaitCells("web", "other"));
        }
    }

    /** It is put on the queue of another, idle CPU from the one where it runs, and must be found there. */
    @Test
    void aPinnedTaskThatMustChangeItsCpuGoesOnRunning() {
        Cgroup web = parent.child("web");
        try (Daemon daemon = Daemon.start(vm, parent)) {
            assertThat(daemon.layout()).hasToString("[0: 0-2] [1(web): 3-5]");
            int loop = BusyLoops.start(web).pid();
            for (int i = 0; i < 4; i++) {
                for (String twoOfThree : List.of("18", "30", "28")) {
                    vm.run("taskset", "-p", twoOfThree, Integer.toString(loop)).text();

                    CpuTime.used(vm, Duration.ofMillis(50), List.of(loop));
                }
            }
            // A lost task would run again only after the kernel has ended the scheduler because of it.
            assertThat(daemon.process().isAlive()).isTrue();
        }
    }

    /** The CPU whose queue it is put on looks for work all the time, also while the task is on its way there. */
    @Test
    void aPinnedTaskThatChangesItsCpuAllTheTimeIsNeverLost() {
        Cgroup web = parent.child("web");
        try (Daemon daemon = Daemon.start(vm, parent)) {
            assertThat(daemon.layout()).hasToString("[0: 0-2] [1(web): 3-5]");
            web.start("pipe-pairs", "-p", "4", "-d", "600");

            GuestProcess hopping = web.start("hop", "3-5", "8");

            assertThat(Micros.longest(hopping.waitForExit(Daemon.LIMIT))).isLessThan(5_000_000);
        }
    }

    /**
     * Reading {@code vm.stat_refresh} has a kernel thread of each CPU do a piece of work and waits for all of them. It
     * says nothing of how soon, so the bound is what nobody could call running any more.
     */
    @Test
    void kernelThreadsOfEveryCpuKeepRunning() {
        Cgroup web = parent.child("web");
        Cgroup batch = parent.child("batch");
        try (Daemon daemon = Daemon.start(vm, parent)) {
            for (Cgroup cgroup : List.of(web, batch, outside)) {
                BusyLoops.start(cgroup, "-p", "6");
            }

            assertThat(Micros.longest(vm.run(Daemon.LIMIT, "per-cpu-work", "50")))
                    .isLessThan(1_000_000);
            assertThat(daemon.process().isAlive()).isTrue();
        }
    }

    private static void assertEachHas(int cpus, Layout layout) {
        assertThat(layout.cells().values()).as("%s", layout).allMatch(own -> own.count() == cpus);
    }

    private List<CpuSample> samplesWhereTasksRan(int rounds, Cgroup... cgroups) {
        return CpuSample.take(vm, rounds, APART, cgroups).stream()
                .filter(CpuSample::ran)
                .toList();
    }

    private static void assertRanOnAllOf(CpuMask cpus, List<CpuSample> samples, Cgroup cgroup) {
        assertThat(samples)
                .filteredOn(sample -> sample.cgroup().equals(cgroup.path()))
                .extracting(CpuSample::cpu)
                .containsOnly(cpus.stream().boxed().toArray(Integer[]::new));
    }
}
