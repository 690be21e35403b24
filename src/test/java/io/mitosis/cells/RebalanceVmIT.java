// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** CPUs go where the load is, and stay there. */
@Vm(cpus = 8, topology = "sockets=2,cores=2,threads=2")
class RebalanceVmIT {
    private static final String[] EACH_SECOND = {
        "--enable-rebalancing", "--rebalance-cpus-interval-s", "1", "--rebalance-cooldown-s", "1"
    };
    private static final String REBALANCED = "Rebalanced CPUs \\(spread=\\d+\\.\\d%, count=\\d+\\): \\[0: ";
    private static final int MOST_CHANGES = 3;
    private static final int MOST_CPUS = 6;

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup outside;

    RebalanceVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
        outside = cgroups.outside();
    }

    @Test
    void cpusMoveToTheBusyCellAndStayThere() {
        Cgroup busy = parent.child("busy");
        Cgroup idle = parent.child("idle");
        try (Daemon daemon = Daemon.start(vm, parent, EACH_SECOND)) {
            assertThat(daemon.layout().cpus("busy").count()).isLessThanOrEqualTo(3);
            BusyLoops load = BusyLoops.start(busy, "-p", "8");

            Layout moved = awaitMostCpusFor("busy", daemon);
            assertThat(moved.cpus("idle").count()).isEqualTo(1);
            assertThat(ObservedCpus.onCpus(vm, MOST_CPUS, busy).cpus(busy)).isEqualTo(moved.cpus("busy"));

            // Ten seconds on six CPUs: as many chances to move them again.
            CpuTime.used(vm, Duration.ofSeconds(60), load.tids());
            assertThat(daemon.layout()).isEqualTo(moved);
            assertThat(daemon.logLines(REBALANCED)).hasSizeBetween(1, MOST_CHANGES);

            load.process().close();
            BusyLoops.start(idle, "-p", "8");
            Layout back = awaitMostCpusFor("idle", daemon);
            assertThat(back.cpus("busy").count()).isEqualTo(1);
        }
    }

    @Test
    void withoutTheOptionNothingMoves() {
        Cgroup busy = parent.child("busy");
        parent.child("idle");
        try (Daemon daemon = Daemon.start(vm, parent)) {
            Layout before = daemon.layout();
            CpuTime.used(
                    vm, Duration.ofSeconds(25), BusyLoops.start(busy, "-p", "8").tids());

            assertThat(daemon.layouts()).containsExactly(before);
        }
    }

    /**
     * All are busy, so that what is fair is what all get; without a first guess of its demand it would have one CPU.
     */
    @Test
    void aCellMadeUnderLoadGetsItsFairShareAtOnce() {
        Cgroup a = parent.child("a");
        Cgroup b = parent.child("b");
        try (Daemon daemon = Daemon.start(vm, parent, EACH_SECOND)) {
            List<Integer> load = Stream.of(outside, a, b)
                    .flatMap(cgroup -> BusyLoops.start(cgroup, "-p", "4").tids().stream())
                    .toList();
            // Ten seconds, after which the smoothed utilisation is what it is now.
            CpuTime.used(vm, Duration.ofSeconds(80), load);

            parent.child("late");

            daemon.awaitCells("a", "b", "late");
            Layout first = daemon.layouts().stream()
                    .filter(layout -> layout.cells().containsKey("late"))
                    .findFirst()
                    .orElseThrow();
            assertThat(first.cpus("late").count()).as("%s", first).isGreaterThan(1);
        }
    }

    private static Layout awaitMostCpusFor(String name, Daemon daemon) {
        return daemon.awaitLayout(
                "with " + MOST_CPUS + " CPUs for " + name,
                layout -> layout.cpus(name).count() == MOST_CPUS);
    }
}
