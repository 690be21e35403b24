// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Weights of cgroups wherever tasks are: in inner cgroups, in threaded ones; and who preempts cpu.idle. */
@Vm(cpus = 4, icount = true)
class CpuWeightPlacesVmIT {
    private static final Duration TIME = Duration.ofSeconds(4);
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String HEAVY = "300";

    /** One that starts at the moment of the wake-up goes on until its next tick, 4 ms. */
    private static final double TICK_AND_MORE_MS = 6;

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup web;
    private final Cgroup a;
    private final Cgroup b;

    CpuWeightPlacesVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent().withControllers();
        web = parent.child("web").withControllers();
        a = web.child("a");
        b = web.child("b");
    }

    /** Each with what the first ones are due of all. */
    @Test
    void groupsShareByTheirWeightsWhereverTheirTasksAre() {
        web.write("cpuset.cpus", "1");
        Map<String, Double> due = Map.of(
                "in threaded cgroups, 300 beside 100", 0.75,
                "in an inner cgroup beside 4 below it", 0.5,
                "weight changed to 300", 0.75,
                "300 beside 100, nice 19 beside nice 0 in each", 0.75);

        List<Contest> contests = Contest.of(
                due.keySet().stream().sorted().toList(),
                load -> switch (load) {
                    case "in threaded cgroups, 300 beside 100" -> threads();
                    case "in an inner cgroup beside 4 below it" -> inner();
                    case "weight changed to 300" -> changed();
                    default -> withNice();
                },
                () -> Daemon.start(vm, parent, Daemon.CPU_CONTROLLER));

        Contest.assertAsDue(contests, due);
    }

    /** Whoever wakes beside loops with cpu.idle does not wait for them. */
    @Test
    void whoeverWakesPreemptsCpuIdle() {
        web.write("cpuset.cpus", "1");
        a.write("cpu.idle", "1");

        Contest contest = Contest.of(
                "longest wait beside cpu.idle, ms",
                this::longestWait,
                () -> Daemon.start(vm, parent, Daemon.CPU_CONTROLLER));

        contest.assertAsShort(TICK_AND_MORE_MS);
    }

    private double longestWait() {
        try (BusyLoops loops = BusyLoops.start(a, "-p", "3")) {
            CpuTime.used(vm, Duration.ofMillis(500), loops.tids());
            GuestProcess waker = b.start("waker", "-p", "25000", "-w", "1000", "-d", "4");
            return Micros.longest(waker.waitForExit(LIMIT)) / 1000.0;
        }
    }

    private double threads() {
        try (Cgroup process = web.child("process")) {
            Cgroup heavy = threaded(process, "heavy");
            Cgroup light = threaded(process, "light");
            heavy.write("cpu.weight", HEAVY);
            try (BusyLoops loops = BusyLoops.start(process, "-p", "4")) {
                move(loops.tids().subList(0, 1), heavy);
                move(loops.tids().subList(1, 4), light);
                return share(loops.tids().subList(0, 1), loops.tids().subList(1, 4));
            }
        }
    }

    private double inner() {
        try (Cgroup process = web.child("process")) {
            Cgroup below = threaded(process, "below");
            try (BusyLoops loops = BusyLoops.start(process, "-p", "5")) {
                move(loops.tids().subList(1, 5), below);
                return share(loops.tids().subList(0, 1), loops.tids().subList(1, 5));
            }
        }
    }

    private double changed() {
        try (BusyLoops heavy = BusyLoops.start(a, "-p", "2");
                BusyLoops light = BusyLoops.start(b)) {
            share(heavy.tids(), light.tids());
            a.write("cpu.weight", HEAVY);
            return share(heavy.tids(), light.tids());
        } finally {
            a.write("cpu.weight", "100");
        }
    }

    private double withNice() {
        a.write("cpu.weight", HEAVY);
        try (BusyLoops heavy = BusyLoops.start(a);
                BusyLoops nice = BusyLoops.start(a, "-n", "19");
                BusyLoops light = BusyLoops.start(b);
                BusyLoops lightNice = BusyLoops.start(b, "-n", "19")) {
            return share(all(heavy, nice), all(light, lightNice));
        } finally {
            a.write("cpu.weight", "100");
        }
    }

    /** A cgroup for threads of the processes that are in its parent, of which each has one here. */
    private static Cgroup threaded(Cgroup process, String name) {
        Cgroup cgroup = process.child(name);
        cgroup.write("cgroup.type", "threaded");
        process.write("cgroup.subtree_control", "+cpu");
        return cgroup;
    }

    private static void move(List<Integer> tids, Cgroup cgroup) {
        tids.forEach(tid -> cgroup.write("cgroup.threads", String.valueOf(tid)));
    }

    private static List<Integer> all(BusyLoops first, BusyLoops second) {
        return Stream.concat(first.tids().stream(), second.tids().stream()).toList();
    }

    /** Returns the part of all that the first ones had. */
    private double share(List<Integer> first, List<Integer> second) {
        CpuTime used = CpuTime.used(
                vm, TIME, Stream.concat(first.stream(), second.stream()).toList());
        return (double) used.of(first) / used.sum();
    }
}
