// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.topology.CpuMask;
import io.mitosis.vm.Await;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.CpuSample;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Tasks that change cell, and CPUs that change cell under their tasks. Guest time counts instructions, as for
 * {@link FairnessVmIT}.
 *
 * <p>A delay is the time from the kernel's own note of the change ({@link KernelTrace}) to the last moment at which the
 * task knew itself to be on the CPU that it had to leave ({@link MigrationTrace}): both are in the guest's clock, and
 * neither the daemon's work before the change nor the harness's afterwards is in between.
 */
@Vm(cpus = 4, icount = true)
class MovingVmIT {
    private static final int ROUNDS = 10;
    /**
     * Chores of the kernel and the harness's own real-time agent make the loop move in most rounds before their time.
     */
    private static final int LEAVES = 12;

    /**
     * How many of them must be quicker than a quarter of a tick. A loop that found out at a tick would be, by chance,
     * in one of four: in 7 or more of 12 that comes in 1.4 % of runs. A busy host delays some that were told.
     */
    private static final int QUICK_LEAVES = 7;

    private static final int MOST_ROUNDS = 180;
    private static final String MOVED = "cgroup_attach_task: ";
    private static final long SECOND = 1_000_000_000;
    private static final long TICK = 4_000_000;
    private static final long SLICE = 20_000_000;
    private static final long APPLIED_US = 150_000;
    private static final String MADE = "^made \\d+$";

    /** The long form is for soaks. */
    private static final Duration CHURN = Duration.ofSeconds(Integer.getInteger("mitosis.churn.seconds", 15));

    private static final String LAST_LAYOUT = "[0: 0-1] [1(busy): 2] [2(lone): 3]";

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup outside;

    MovingVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
        outside = cgroups.outside();
    }

    @Test
    void allThreadsOfAMovedProcessFollowWithinASecond() {
        Cgroup batch = parent.child("batch");
        Cgroup web = parent.child("web");
        try (Daemon daemon = Daemon.start(vm, parent);
                KernelTrace moves = new KernelTrace(vm).note("cgroup/cgroup_attach_task", "comm == \"spin\"")) {
            BusyLoops threads = BusyLoops.start(web, "-t", "4");
            moves.clear();

            batch.add(threads.pid());
            List<CpuSample> samples = CpuSample.take(vm, 150, Duration.ofMillis(10), batch);

            long moved = moves.firstNanos(MOVED);
            List<CpuSample> afterASecond = samples.stream()
                    .filter(CpuSample::ran)
                    .filter(sample -> sample.nanos() > moved + SECOND)
                    .toList();
            assertRanOnlyOn(daemon.layout().cpus("batch"), afterASecond);
            assertThat(afterASecond).extracting(CpuSample::tid).hasSameElementsAs(threads.tids());
        }
    }

    @Test
    void aProcessClonedIntoACgroupStartsThere() {
        Cgroup batch = parent.child("batch");
        Cgroup web = parent.child("web");
        try (Daemon daemon = Daemon.start(vm, parent)) {
            for (Cgroup from : List.of(outside, batch)) {
                for (int i = 0; i < ROUNDS; i++) {
                    GuestProcess parentProcess = from.start("clone-into", web.path(), "0");
                    String firstCpu = parentProcess.waitForLine("^\\d+ \\d+$", Daemon.LIMIT)
                            .split(" ", -1)[1];

                    assertThat(daemon.layout().cpus("web").contains(Integer.parseInt(firstCpu)))
                            .as("CPU %s", firstCpu)
                            .isTrue();
                }
            }
        }
    }

    /** The loop has the CPU to itself and never sleeps: that it has been moved is seen at the next tick. */
    @Test
    void aLoneBusyLoopFollowsItsMoveAtTheNextTick() {
        Cgroup batch = parent.child("batch");
        Cgroup web = parent.child("web");
        List<Long> delays = new ArrayList<>();
        try (Daemon daemon = Daemon.start(vm, parent);
                KernelTrace moves = new KernelTrace(vm).note("cgroup/cgroup_attach_task", "comm == \"leave\"")) {
            assertThat(daemon.layout()).hasToString("[0: 0-1] [1(batch): 2] [2(web): 3]");
            MigrationTrace loop = MigrationTrace.start(web, 3);
            for (int i = 0; i < ROUNDS; i++) {
                moves.clear();
                Cgroup to = i % 2 == 0 ? batch : web;
                to.add(loop.process().pid());

                MigrationTrace.Step step = loop.awaitStepTo(daemon.layout().cpus(i % 2 == 0 ? "batch" : "web"));

                delays.add(step.left() - moves.firstNanos(MOVED));
            }
        }
        assertThat(delays).allSatisfy(delay -> assertThat(delay).isLessThan(2 * TICK));
    }

    /**
     * The change is in force when the program that applies it returns to the daemon. Nothing else wants the CPU: with
     * nothing queued the kernel would let the loop run on there. It is told to leave, and need not find out at a tick.
     */
    @Test
    void aLoneBusyLoopLeavesACpuThatItsCellHasLostWithinASlice() {
        List<Long> delays = new ArrayList<>();
        try (KernelTrace applies = new KernelTrace(vm)
                        .note("syscalls/sys_enter_bpf", "cmd == 10")
                        .note("syscalls/sys_exit_bpf", "ret == 0");
                Daemon daemon = Daemon.start(vm, parent)) {
            for (int i = 0; i < MOST_ROUNDS && delays.size() < LEAVES; i++) {
                awaitCalls(applies, i == 0 ? 2 : 4);
                try (MigrationTrace loop = MigrationTrace.start(outside, 3)) {
                    applies.clear();
                    parent.child("web");
                    daemon.awaitLayout("[0: 0-1] [1(web): 2-3]");

                    long left = loop.awaitStepTo(CpuMask.of(0, 1)).left();
                    // A chore of the kernel's on its CPU may have made it move before.
                    if (left > applies.firstNanos("sys_bpf(")) {
                        delays.add(left - applies.firstNanos("sys_bpf -> "));
                    }
                }
                vm.run("rmdir", parent.path() + "/web").text();
                daemon.awaitLayout("[0: 0-3]");
            }
        }
        assertThat(delays).hasSize(LEAVES).allSatisfy(delay -> assertThat(delay).isLessThan(SLICE + TICK));
        assertThat(delays).filteredOn(delay -> delay < TICK / 4).hasSizeGreaterThanOrEqualTo(QUICK_LEAVES);
    }

    /** Each layout takes two: the second one comes a grace period later. */
    private static void awaitCalls(KernelTrace applies, int count) {
        Await.await(
                "the pass after the last layout",
                Daemon.LIMIT,
                () -> applies.nanos("sys_bpf("),
                calls -> calls.size() == count);
    }

    /**
     * With linear placement, so that every cell moves each time; the cells that stay have a loop for each CPU or less.
     */
    @Test
    void whileCellsComeGoAndGrowNobodyStaysOnAForeignCpuForLongerThanASlice() {
        Cgroup busy = parent.child("busy");
        Cgroup lone = parent.child("lone");
        try (AppliedLayouts applied = new AppliedLayouts(vm);
                Daemon daemon = Daemon.start(vm, parent, "--placement", "linear")) {
            Map<MigrationTrace, String> loops = new LinkedHashMap<>();
            loops.put(MigrationTrace.start(lone), "lone");
            loops.put(MigrationTrace.start(busy), "busy");
            loops.put(MigrationTrace.start(busy), "busy");
            loops.put(MigrationTrace.start(outside), Layout.ROOT);
            loops.put(MigrationTrace.start(outside), Layout.ROOT);

            churn();
            daemon.awaitLayout(LAST_LAYOUT);

            assertThat(daemon.layouts()).hasSizeGreaterThan((int) CHURN.toSeconds());
            List<Long> longest = loops.entrySet().stream()
                    .map(loop -> applied.longestOnForeignCpu(
                            daemon, loop.getValue(), loop.getKey().stays()))
                    .toList();
            System.out.println(daemon.layouts().size() + " layouts, longest on a foreign CPU: " + longest + " ns");
            assertThat(longest).allSatisfy(nanos -> assertThat(nanos).isLessThan(SLICE));
            assertThat(daemon.logLines(" (WARN|ERROR) ")).isEmpty();
        }
    }

    /**
     * A change every 200 ms, of which some make a layout together; by a real-time task, so that the loops do not delay
     * it.
     */
    private void churn() {
        String script = """
                cd $0
                for second in $(seq $1); do
                    mkdir c0
                    usleep 200000
                    rmdir c0
                    set-attribute lone user.mitosis.min_cpus 2
                    usleep 200000
                    set-attribute lone user.mitosis.min_cpus
                    mkdir c1
                    usleep 200000
                    set-attribute busy user.mitosis.min_cpus 2
                    rmdir c1
                    usleep 200000
                    set-attribute busy user.mitosis.min_cpus
                    usleep 200000
                done
                """;
        String seconds = Long.toString(CHURN.toSeconds());
        vm.run(CHURN.multipliedBy(20), "sh", "-c", script, parent.path(), seconds)
                .text();
    }

    /** One at a time: each is the only thing that happens to the daemon, while the loops want all CPUs. */
    @Test
    void aNewCellIsInForceSoonThoughFiftyLoopsFillTheRootCell() {
        // Further apart than the kernel takes to be through with a change: each is a first one.
        GuestProcess rounds = vm.start(
                "cell-latency",
                "-n",
                "15",
                "-p",
                "1500",
                parent.path(),
                "mitosis",
                "--cell-parent-cgroup",
                parent.path());
        rounds.waitForLine(MADE, Daemon.LIMIT);
        BusyLoops.start(outside, "-p", "50");
        int before = rounds.linesMatching(MADE).size();

        rounds.waitForExit(Daemon.LIMIT);

        List<Long> micros = rounds.linesMatching(MADE).stream()
                .skip(before + 1)
                .map(line -> Long.valueOf(line.substring(line.indexOf(' ') + 1)))
                .sorted()
                .toList();
        System.out.println("from mkdir to applied beside 50 loops: " + micros + " us");
        assertThat(micros)
                .hasSizeGreaterThan(5)
                .allSatisfy(each -> assertThat(each).isLessThan(APPLIED_US));
    }

    private static void assertRanOnlyOn(CpuMask cpus, List<CpuSample> samples) {
        assertThat(samples)
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(cpus.contains(sample.cpu())).isTrue());
    }
}
