// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * cpu.max holds as it does without mitosis, whichever cgroup has it. Guest time counts instructions, as for
 * {@link FairnessVmIT}.
 */
@Vm(cpus = 4, icount = true)
class CpuMaxVmIT {
    private static final Duration TIME = Duration.ofSeconds(4);
    private static final String FIFTH = "20000 100000";

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup web;
    private final Cgroup outside;

    CpuMaxVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent().withControllers();
        web = parent.child("web").withControllers();
        outside = cgroups.outside().withControllers();
    }

    @Test
    void aFifthOfACpuForThreeLoops() {
        Cgroup inCell = web.child("a");
        Cgroup inRootCell = outside.child("a");
        List<String> loads = List.of("in a cell", "in cell 0", "of a cell", "of the parent", "pinned");

        List<Contest> contests = Contest.of(
                loads,
                load -> switch (load) {
                    case "in a cell" -> used(inCell, inCell);
                    case "in cell 0" -> used(inRootCell, inRootCell);
                    case "of a cell" -> used(web, inCell);
                    case "of the parent" -> used(parent, inCell);
                    default -> used(inCell, inCell, "-c", "3");
                },
                this::start);

        assertAll(contests, 0.2);
    }

    @Test
    void whatIsNestedHasTheLeastOfAll() {
        Cgroup half = web.child("half").withControllers();
        Cgroup first = half.child("first");
        Cgroup second = half.child("second");
        half.write("cpu.max", "50000 100000");
        first.write("cpu.max", "40000 100000");
        second.write("cpu.max", "40000 100000");
        ToDoubleFunction<String> measured = load -> {
            try (BusyLoops inFirst = BusyLoops.start(first, "-p", "2");
                    BusyLoops inSecond = BusyLoops.start(second, "-p", "2")) {
                List<Integer> all = Stream.concat(inFirst.tids().stream(), inSecond.tids().stream())
                        .toList();
                return CpuTime.during(vm, TIME, all).cpus();
            }
        };

        assertAll(Contest.of(List.of("nested"), measured, this::start), 0.5);
    }

    private double used(Cgroup limited, Cgroup ofLoops, String... options) {
        limited.write("cpu.max", FIFTH);
        try (BusyLoops loops = BusyLoops.start(
                ofLoops, Stream.concat(Stream.of("-p", "3"), Stream.of(options)).toArray(String[]::new))) {
            return CpuTime.during(vm, TIME, loops.tids()).cpus();
        } finally {
            limited.write("cpu.max", "max");
        }
    }

    private static void assertAll(List<Contest> contests, double due) {
        assertThat(contests).allSatisfy(contest -> {
            assertThat(contest.kernels()).isCloseTo(due, within(0.05 * due));
            assertThat(contest.ours()).isCloseTo(due, within(0.05 * due));
        });
    }

    private Daemon start() {
        return Daemon.start(vm, parent, Daemon.CPU_CONTROLLER);
    }
}
