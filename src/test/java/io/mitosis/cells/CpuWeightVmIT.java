// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Groups within a cell share its CPUs as they do without mitosis. Guest time counts instructions, as for
 * {@link FairnessVmIT}.
 */
@Vm(cpus = 4, icount = true)
class CpuWeightVmIT {
    private static final Duration TIME = Duration.ofSeconds(4);

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup web;
    private final Cgroup a;
    private final Cgroup b;

    CpuWeightVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent().withControllers();
        web = parent.child("web").withControllers();
        a = web.child("a");
        b = web.child("b");
    }

    /** Each with what the first group is due. */
    @Test
    void groupsShareByTheirWeights() {
        web.write("cpuset.cpus", "1");
        Map<String, Double> due = Map.of(
                "1 loop beside 4", 0.5,
                "weight 300 beside 100", 0.75,
                "weight 1 beside 100", 0.01,
                "idle beside a loop", 0.003,
                "200 of weight 1 beside 100", 0.01,
                "20 that work in turn beside a loop", 0.5,
                "20 in groups that work in turn beside a loop", 0.5,
                "nice 19 beside nice 0", 0.5,
                "three levels", 0.25);

        List<Contest> contests = Contest.of(
                due.keySet().stream().sorted().toList(),
                load -> switch (load) {
                    case "1 loop beside 4" -> share(() -> List.of(BusyLoops.start(a), BusyLoops.start(b, "-p", "4")));
                    case "weight 300 beside 100" -> withSetting("cpu.weight", "300");
                    case "weight 1 beside 100" -> withSetting("cpu.weight", "1");
                    case "idle beside a loop" -> withSetting("cpu.idle", "1");
                    case "200 of weight 1 beside 100" -> withSetting("cpu.weight", "1", "-p", "200");
                    case "20 that work in turn beside a loop" ->
                        share(() -> List.of(BusyLoops.startRelay(a, 20), BusyLoops.start(b)));
                    case "20 in groups that work in turn beside a loop" -> spreadRelay();
                    case "nice 19 beside nice 0" ->
                        share(() -> List.of(BusyLoops.start(a, "-n", "19"), BusyLoops.start(b)));
                    default -> threeLevels();
                },
                this::start);

        Contest.assertAsDue(contests, due);
    }

    /** On three CPUs, of which a group of one loop can use one: by how many loops each group has. */
    @Test
    void groupsShareHoweverManyTasksTheyHave() {
        web.write("cpuset.cpus", "1-3");
        Map<String, Double> due = Map.of("1 16", 1 / 3.0, "2 16", 0.5, "6 16", 0.5);

        List<Contest> contests = Contest.of(
                due.keySet().stream().sorted().toList(),
                load -> {
                    String[] loops = load.split(" ", -1);
                    return share(() -> List.of(BusyLoops.start(a, "-p", loops[0]), BusyLoops.start(b, "-p", loops[1])));
                },
                this::start);

        Contest.assertAsDue(contests, due);
    }

    private double withSetting(String file, String value) {
        return withSetting(file, value, "-p", "2");
    }

    private double withSetting(String file, String value, String... loops) {
        String before = a.read(file).strip();
        a.write(file, value);
        double share = share(() -> List.of(BusyLoops.start(a, loops), BusyLoops.start(b)));
        a.write(file, before);
        return share;
    }

    /** Each of those that work in turn has a group of its own, below one. */
    private double spreadRelay() {
        a.withControllers();
        List<Cgroup> groups =
                IntStream.range(0, 20).mapToObj(i -> a.child("turn-" + i)).toList();
        try {
            return share(() -> {
                BusyLoops relay = BusyLoops.startRelay(groups.getFirst(), groups.size());
                for (int i = 1; i < groups.size(); i++) {
                    groups.get(i).add(relay.tids().get(i));
                }
                return List.of(relay, BusyLoops.start(b));
            });
        } finally {
            groups.forEach(Cgroup::close);
            a.write("cgroup.subtree_control", "-cpu -cpuset");
        }
    }

    private double threeLevels() {
        b.withControllers();
        try (Cgroup first = b.child("first");
                Cgroup second = b.child("second")) {
            return share(() ->
                    List.of(BusyLoops.start(first), BusyLoops.start(second, "-p", "2"), BusyLoops.start(a, "-p", "3")));
        } finally {
            b.write("cgroup.subtree_control", "-cpu -cpuset");
        }
    }

    /** Returns the part of all that the first ones had. */
    private double share(Supplier<List<BusyLoops>> start) {
        List<BusyLoops> loops = start.get();
        List<Integer> all = new ArrayList<>();
        loops.forEach(some -> all.addAll(some.tids()));
        CpuTime used = CpuTime.used(vm, TIME, all);
        loops.forEach(BusyLoops::close);
        return (double) used.of(loops.getFirst().tids()) / used.sum();
    }

    private Daemon start() {
        return Daemon.start(vm, parent, Daemon.CPU_CONTROLLER);
    }
}
