// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.topology.CpuMask;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cells follow cpusets as they change: their own, their parent's, and a partition that takes CPUs from all. */
@Vm(cpus = 8, topology = "sockets=2,cores=2,threads=2")
class CpusetVmIT {
    private static final CpuMask LOWER = CpuMask.range(0, 3);
    private static final CpuMask UPPER = CpuMask.range(4, 7);
    private static final String CHANGED = "Cpuset change detected, recomputed config: ";
    private static final long TWO_SECONDS = 2_000_000_000;
    private static final long QUARTER_OF_A_SECOND = 250_000_000;
    private static final int FOUR_SECONDS_OF_ROUNDS = 200;
    private static final int SECOND_OF_ROUNDS = 50;

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup a;
    private final Cgroup b;

    CpusetVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent().withControllers();
        a = parent.child("a");
        b = parent.child("b");
    }

    @Test
    void tasksFollowCpusetsThatAreSwapped() {
        a.write("cpuset.cpus", "0-3");
        b.write("cpuset.cpus", "4-7");
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.BY_EVENTS_ALONE)) {
            List<Integer> ofA = BusyLoops.start(a, "-p", "4").tids();
            List<Integer> ofB = BusyLoops.start(b, "-p", "4").tids();
            ObservedCpus before = ObservedCpus.of(vm, a, b);
            before.assertRanOnlyOn(daemon.layout().cpus("a").and(LOWER), a);
            before.assertRanOnlyOn(daemon.layout().cpus("b").and(UPPER), b);

            a.write("cpuset.cpus", "4-7");
            b.write("cpuset.cpus", "0-3");
            // The second change waits for half a second after the first, and until the kernel is through with that.
            Layout layout = daemon.awaitLayout(
                    "with a and b swapped",
                    swapped -> swapped.cpus("a").andNot(UPPER).isEmpty()
                            && swapped.cpus("b").andNot(LOWER).isEmpty());
            long since = GuestClock.nanos(vm);
            ObservedCpus after =
                    ObservedCpus.take(vm, FOUR_SECONDS_OF_ROUNDS, a, b).after(since + TWO_SECONDS);

            assertThat(daemon.logLines(CHANGED)).isNotEmpty();
            after.assertRanOnlyOn(layout.cpus("a").and(UPPER), a);
            after.assertRanOnlyOn(layout.cpus("b").and(LOWER), b);
            assertThat(after.tids(a)).hasSameElementsAs(ofA);
            assertThat(after.tids(b)).hasSameElementsAs(ofB);
        }
    }

    @Test
    void cellsStayInsideTheirParentsCpuset() {
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.BY_EVENTS_ALONE)) {
            // So many that who was left waiting among them would still be there when it is looked for.
            BusyLoops.start(a, "-p", "40");
            BusyLoops.start(b, "-p", "6");
            for (String wide : List.of("\n", "0-7")) {
                parent.write("cpuset.cpus", "0-3");
                Layout narrow = daemon.awaitLayout(
                        "with a and b in 0-3",
                        layout -> LOWER.equals(layout.cpus("a").or(layout.cpus("b"))));
                assertThat(narrow.cpus("a").count()).isEqualTo(2);
                assertThat(narrow.cpus(Layout.ROOT)).isEqualTo(UPPER);
                assertThat(daemon.logLines(CHANGED).getLast()).endsWith(narrow.text());
                assertTasksKeepTo(narrow);

                parent.write("cpuset.cpus", wide);
                Layout spread = daemon.awaitLayout(
                        "spread",
                        layout -> layout.cpus(Layout.ROOT).count() == 3
                                && layout.cpus("a").count() == 3);
                assertThat(spread.cpus("b").count()).isEqualTo(2);
                assertTasksKeepTo(spread);
            }
        }
    }

    @Test
    void cellsStayOutOfAPartitionBesideTheirParent(Cgroups cgroups) {
        Cgroup beside = cgroups.create("beside");
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.BY_EVENTS_ALONE)) {
            BusyLoops.start(a, "-p", "6");
            BusyLoops.start(b, "-p", "6");
            beside.write("cpuset.cpus", "4-7");
            beside.write("cpuset.cpus.partition", "root");
            assertThat(beside.read("cpuset.cpus.partition")).isEqualTo("root\n");
            Layout narrow = daemon.awaitLayout(
                    "with a and b in 0-3",
                    layout -> LOWER.containsAll(layout.cpus("a").or(layout.cpus("b"))));
            assertTasksKeepTo(narrow);
            List<Integer> partitioned = BusyLoops.start(beside, "-p", "4").tids();
            ObservedCpus seen = ObservedCpus.ofTasks(vm, 4, beside);
            seen.assertRanOnlyOn(UPPER, beside);
            assertThat(seen.tids(beside)).hasSameElementsAs(partitioned);

            beside.write("cpuset.cpus.partition", "member");
            Layout spread = daemon.awaitLayout(
                    "spread", layout -> UPPER.intersects(layout.cpus("a").or(layout.cpus("b"))));
            assertTasksKeepTo(spread);
        }
    }

    /** From a moment later on: the layout is told of before tasks that wait elsewhere are fetched. */
    private void assertTasksKeepTo(Layout layout) {
        long fetched = GuestClock.nanos(vm) + QUARTER_OF_A_SECOND;
        ObservedCpus seen = ObservedCpus.take(vm, SECOND_OF_ROUNDS, a, b).after(fetched);
        seen.assertRanOnlyOn(layout.cpus("a"), a);
        seen.assertRanOnlyOn(layout.cpus("b"), b);
    }
}
