// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.topology.CpuMask;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The effect of a cgroup's extended attributes and weight on the number of its CPUs. Invalid ones have none. */
@Vm(cpus = 8, topology = "sockets=2,cores=2,threads=2")
class PolicyVmIT {
    private static final String WEIGHT = "user.mitosis.weight";
    private static final String MIN = "user.mitosis.min_cpus";
    private static final String MAX = "user.mitosis.max_cpus";
    private static final String USER = "1000";
    private static final String[] LOOK_EACH_SECOND = {"--reconfiguration-interval-s", "1"};

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup a;
    private final Cgroup b;

    PolicyVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent().withControllers();
        a = parent.child("a");
        b = parent.child("b");
    }

    @Test
    void weightAndBoundsDecideHowManyCpusACellGets() {
        a.setAttribute(WEIGHT, "3");
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.BY_EVENTS_ALONE)) {
            assertCounts(daemon.layout(), 2, 4, 2);

            b.setAttribute(MAX, "1");
            assertCounts(daemon.awaitLayout("with 1 CPU for b", layout -> count(layout, "b") == 1), 2, 5, 1);

            b.removeAttribute(MAX);
            b.setAttribute(MIN, "4");
            daemon.awaitLayout("with 4 CPUs for b", layout -> count(layout, "b") == 4);

            b.removeAttribute(MIN);
            a.removeAttribute(WEIGHT);
            daemon.awaitLayout("of equals", layout -> count(layout, "a") == 3 && count(layout, "b") == 2);
            assertThat(daemon.logLines(" (WARN|ERROR) ")).isEmpty();
        }
    }

    @Test
    void tasksRunOnAllCpusThatAWeightBrings() {
        a.setAttribute(WEIGHT, "3");
        try (Daemon daemon = Daemon.start(vm, parent)) {
            BusyLoops.start(a, "-p", "8");

            CpuMask own = daemon.layout().cpus("a");
            assertThat(own.count()).isEqualTo(4);
            assertThat(ObservedCpus.onCpus(vm, own.count(), a).cpus(a)).isEqualTo(own);
        }
    }

    @Test
    void cpuWeightCountsWhereItIsAskedFor() {
        a.write("cpu.weight", "300");
        try (Daemon daemon = Daemon.start(vm, parent)) {
            assertCounts(daemon.layout(), 3, 3, 2);
        }
        try (Daemon daemon = Daemon.start(vm, parent, "--cell-weight", "cpu.weight")) {
            assertCounts(daemon.layout(), 2, 4, 2);
        }
    }

    @Test
    void cpuMaxIsAMaximumWhereItIsAskedFor() {
        a.write("cpu.max", "150000 100000");
        try (Daemon daemon = Daemon.start(vm, parent)) {
            assertCounts(daemon.layout(), 3, 3, 2);
        }
        try (Daemon daemon =
                Daemon.start(vm, parent, "--cell-max", "cpu.max", LOOK_EACH_SECOND[0], LOOK_EACH_SECOND[1])) {
            assertCounts(daemon.layout(), 3, 2, 3);

            a.write("cpu.max", "20000 100000");
            daemon.awaitLayout("with 1 CPU for a", layout -> count(layout, "a") == 1);
            assertThat(vm.run("mitosis", "plan", "--cell-parent-cgroup", parent.path(), "--cell-max", "cpu.max")
                            .text())
                    .containsPattern("1 a +1 +1 ");

            a.write("cpu.max", "max");
            daemon.awaitLayout("without a maximum", layout -> count(layout, "a") == 3);
        }
    }

    @Test
    void aBadValueIsNamedOnceAndIgnored() {
        Map<String, String> bad =
                Map.of(WEIGHT, "abc", MIN, "-1", MAX, "0", "user.mitosis.borrow", "maybe", "user.mitosis.lend", "7");
        bad.forEach(a::setAttribute);
        try (Daemon daemon = Daemon.start(vm, parent, LOOK_EACH_SECOND)) {
            assertCounts(daemon.layout(), 3, 3, 2);
            lookAgain(daemon);

            List<String> warnings = daemon.logLines(" (WARN|ERROR) ");
            assertThat(warnings).hasSize(bad.size());
            bad.forEach((name, value) -> assertThat(warnings)
                    .filteredOn(line -> line.contains(a.path()) && line.contains(name) && line.contains(value))
                    .hasSize(1));
        }
    }

    @Test
    void aMinimumAboveTheMaximumIsNamedOnceAndBothAreIgnored() {
        a.setAttribute(MIN, "6");
        a.setAttribute(MAX, "2");
        try (Daemon daemon = Daemon.start(vm, parent, LOOK_EACH_SECOND)) {
            assertCounts(daemon.layout(), 3, 3, 2);
            lookAgain(daemon);

            assertThat(daemon.logLines(" (WARN|ERROR) "))
                    .singleElement()
                    .asString()
                    .contains(a.path(), "6", "2");
        }
    }

    @Test
    void whoOwnsADelegatedCgroupGetsNoCpusOfOthersByItsAttributes() {
        a.delegateTo(USER);
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.BY_EVENTS_ALONE)) {
            a.setAttributeAs(USER, WEIGHT, "1000000");
            a.setAttributeAs(USER, MIN, "8");
            lookAgain(daemon);

            assertCounts(daemon.layout(), 3, 3, 2);
            assertThat(daemon.logLines(" (WARN|ERROR) "))
                    .last()
                    .asString()
                    .contains(a.path(), WEIGHT, MIN, "user " + USER, "--attributes");
        }
        try (Daemon daemon = Daemon.start(vm, parent, "--attributes", "all")) {
            assertCounts(daemon.layout(), 1, 6, 1);
            assertThat(daemon.logLines(" WARN ")).anyMatch(line -> line.contains("counts as 10000"));
        }
    }

    /** A few changes, each of which makes the daemon read all attributes again. */
    private void lookAgain(Daemon daemon) {
        for (int i = 0; i < 3; i++) {
            Cgroup other = parent.child("other");
            daemon.awaitCells("a", "b", "other");
            other.remove();
            daemon.awaitCells("a", "b");
        }
    }

    private static void assertCounts(Layout layout, int root, int a, int b) {
        assertThat(List.of(count(layout, Layout.ROOT), count(layout, "a"), count(layout, "b")))
                .as("%s", layout)
                .containsExactly(root, a, b);
    }

    private static int count(Layout layout, String name) {
        return layout.cpus(name).count();
    }
}
