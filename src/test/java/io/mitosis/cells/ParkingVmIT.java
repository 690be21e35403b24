// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.topology.CpuMask;
import io.mitosis.vm.Await;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** More cgroups than CPUs: the newest wait in the root cell for one to go. */
@Vm(cpus = 8, topology = "sockets=2,cores=2,threads=2")
class ParkingVmIT {
    private static final List<String> FULL =
            IntStream.rangeClosed(1, 7).mapToObj(i -> "m" + i).toList();

    private final VirtualMachine vm;
    private final Cgroup parent;

    ParkingVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
    }

    @Test
    void theOldestThatWaitsIsNextWhateverItsName() {
        FULL.forEach(parent::child);
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.BY_EVENTS_ALONE)) {
            assertThat(daemon.layout().cells()).hasSize(8);
            Cgroup z = parkNext("z", daemon);
            Cgroup a = parkNext("a", daemon);
            BusyLoops.start(z, "-p", "2");
            BusyLoops.start(a, "-p", "2");
            ObservedCpus waiting = ObservedCpus.of(vm, z, a);
            waiting.assertRanOnlyOn(daemon.layout().cpus(Layout.ROOT), z);
            waiting.assertRanOnlyOn(daemon.layout().cpus(Layout.ROOT), a);

            new Cgroup(vm, parent.path() + "/m3").remove();
            Layout first = daemon.awaitCells(with(without(FULL, "m3"), "z"));
            ObservedCpus promoted = ObservedCpus.of(vm, z, a);
            promoted.assertRanOnlyOn(first.cpus("z"), z);
            promoted.assertRanOnlyOn(first.cpus(Layout.ROOT), a);

            new Cgroup(vm, parent.path() + "/m5").remove();
            Layout second = daemon.awaitCells(with(without(FULL, "m3", "m5"), "z", "a"));
            ObservedCpus.of(vm, a).assertRanOnlyOn(second.cpus("a"), a);
            assertThat(CellEvent.created(daemon).getLast().id()).isEqualTo(5);
        }
    }

    @Test
    void oneThatGoesWhileItWaitsIsForgotten() {
        FULL.forEach(parent::child);
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.BY_EVENTS_ALONE)) {
            Cgroup z = parkNext("z", daemon);
            parkNext("a", daemon);
            z.remove();
            new Cgroup(vm, parent.path() + "/m3").remove();

            daemon.awaitCells(with(without(FULL, "m3"), "a"));
            assertThat(CellEvent.of(daemon)).extracting(CellEvent::path).doesNotContain(z.path());
        }
    }

    @Test
    void saysOnceOfEachThatItWaits() {
        FULL.forEach(parent::child);
        List<String> late = IntStream.range(0, 20).mapToObj(i -> "n" + i).toList();
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.BY_EVENTS_ALONE)) {
            vm.shell("cd " + parent.path() + " && mkdir " + String.join(" ", late))
                    .text();
            Await.await(
                    "all to wait",
                    Daemon.LIMIT,
                    () -> daemon.logLines("Parked cgroup ").size() >= late.size());
            // A change in which all of them are looked at again.
            new Cgroup(vm, parent.path() + "/m7").remove();
            daemon.awaitLayout("without m7", layout -> !layout.cells().containsKey("m7"));

            assertThat(late)
                    .allSatisfy(
                            name -> assertThat(daemon.logLines(parked(name))).hasSize(1));
            assertThat(daemon.layout().cells().values()).allMatch(cpus -> cpus.count() == 1);
            CpuMask owned = daemon.layout().cells().values().stream().reduce(CpuMask.none(), CpuMask::or);
            assertThat(owned).isEqualTo(CpuMask.range(0, 7));
        }
    }

    private Cgroup parkNext(String name, Daemon daemon) {
        Cgroup cgroup = parent.child(name);
        daemon.process().waitForLine(parked(name), Daemon.LIMIT);
        return cgroup;
    }

    private String parked(String name) {
        return "Parked cgroup " + parent.path() + "/" + name + ": \\S";
    }

    private static List<String> without(List<String> names, String... gone) {
        return names.stream().filter(name -> !List.of(gone).contains(name)).toList();
    }

    private static String[] with(List<String> names, String... more) {
        return Stream.concat(names.stream(), Stream.of(more)).toArray(String[]::new);
    }
}
