// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.topology.CpuMask;
import io.mitosis.vm.Await;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.CpuSample;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Cells that come and go under tasks that run, wait or are pinned: nobody is forgotten. */
@Vm(cpus = 6)
class ChurnVmIT {
    private static final Duration CHURN = Duration.ofSeconds(20);
    private static final int MOST_CELLS = 5;

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup outside;

    ChurnVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
        outside = cgroups.outside();
    }

    /**
     * They move out while they wait on the queue of their cell, and the cell is gone before their turn comes: beside a
     * task of much weight that is pinned to the only CPU, theirs comes in minutes.
     */
    @Test
    void tasksThatWaitInACellThatGoesAwayAreTakenAlong() {
        IntStream.rangeClosed(1, MOST_CELLS).forEach(i -> parent.child("c" + i));
        try (Daemon daemon = Daemon.start(vm, parent)) {
            assertThat(daemon.layout().cpus("c5")).isEqualTo(CpuMask.of(5));
            Cgroup c5 = new Cgroup(vm, parent.path() + "/c5");
            List<Integer> waiting = BusyLoops.start(c5, "-p", "6", "-n", "19").tids();
            BusyLoops heavy = BusyLoops.start(outside, "-c", "5", "-n", "-20");
            CpuTime.used(vm, Duration.ofMillis(200), heavy.tids());

            removeBehindItsTasks(c5);

            CpuTime.awaitAllRun(vm, waiting);
        }
    }

    /**
     * They wait on the queue of a cell whose CPUs they cover, and it then gets CPUs that none of them may use: by
     * topology it would keep one.
     */
    @Test
    void tasksThatWaitInACellThatLosesAllCpusTheyMayUseAreTakenToOne() {
        try (Daemon daemon = Daemon.start(vm, parent, "--placement", "linear")) {
            Cgroup c1 = parent.child("c1");
            Cgroup c2 = parent.child("c2");
            daemon.awaitLayout("[0: 0-1] [1(c1): 2-3] [2(c2): 4-5]");
            BusyLoops.start(c1, "-p", "2");
            List<Integer> pids = BusyLoops.start(c2, "-p", "12", "-c", "4-5").tids();

            vm.shell("cd " + parent.path() + "; mkdir c3 c4 c5").text();
            daemon.awaitLayout("[0: 0] [1(c1): 1] [2(c2): 2] [3(c3): 3] [4(c4): 4] [5(c5): 5]");

            CpuTime.awaitAllRun(vm, pids);
        }
    }

    @Test
    void nobodyStarvesAndTheLastLayoutIsRight() {
        long seed = new Random().nextLong();
        System.out.println("churn with seed " + seed);
        try (Daemon daemon = Daemon.start(vm, parent)) {
            List<Integer> free = BusyLoops.start(outside, "-p", "8").tids();
            List<Integer> pinned = IntStream.range(0, 6)
                    .mapToObj(cpu -> BusyLoops.start(outside, "-c", Integer.toString(cpu)))
                    .map(BusyLoops::pid)
                    .toList();
            List<Integer> stuck = BusyLoops.start(outside, "-p", "4", "-f").tids();
            List<Integer> all =
                    Stream.of(free, pinned, stuck).flatMap(List::stream).toList();

            Map<String, Cgroup> cells = churn(new Random(seed), all);

            assertThat(vm.schedulerState()).isEqualTo("enabled");
            Await.await(
                    "the cells " + cells.keySet() + ", of\n" + daemon.log(),
                    Daemon.LIMIT,
                    () -> daemon.layout().cells().keySet(),
                    names -> names.size() == cells.size() + 1 && names.containsAll(cells.keySet()));
            assertThat(daemon.layout().cells().values().stream()
                            .mapToInt(CpuMask::count)
                            .sum())
                    .isEqualTo(6);
            CpuTime.awaitAllRun(vm, all);
            assertFreeTasksRunInTheirCells(daemon.layout(), cells, free);
        }
    }

    /** Makes and removes cells at random, moves tasks into them, and out just before; looks that all of them run. */
    private Map<String, Cgroup> churn(Random random, List<Integer> pids) {
        Map<String, Cgroup> cells = new HashMap<>();
        long start = System.nanoTime();
        for (int i = 0; System.nanoTime() - start < CHURN.toNanos(); i++) {
            String name = "c" + random.nextInt(MOST_CELLS);
            Cgroup cell = cells.remove(name);
            if (cell == null) {
                cells.put(name, parent.child(name));
                List<Integer> some =
                        pids.stream().filter(pid -> random.nextInt(3) == 0).toList();
                some.forEach(cells.get(name)::add);
            } else {
                removeBehindItsTasks(cell);
            }
            if (i % 20 == 19) {
                CpuTime.awaitAllRun(vm, pids);
            }
        }
        return cells;
    }

    /**
     * They are moved to the parent: no controller tells the two apart, so the kernel leaves those that wait in their
     * queue.
     */
    private void removeBehindItsTasks(Cgroup cell) {
        vm.shell("cd " + cell.path() + "; cat cgroup.procs >/tmp/pids;"
                        + " while read pid; do echo $pid >../cgroup.procs; done </tmp/pids; cd /; rmdir " + cell.path())
                .text();
    }

    private void assertFreeTasksRunInTheirCells(Layout layout, Map<String, Cgroup> cells, List<Integer> free) {
        for (Map.Entry<String, Cgroup> cell : cells.entrySet()) {
            assertThat(CpuSample.take(vm, 20, Duration.ofMillis(20), cell.getValue()))
                    .filteredOn(sample -> sample.ran() && free.contains(sample.tid()))
                    .allMatch(sample -> layout.cpus(cell.getKey()).contains(sample.cpu()));
        }
    }
}
