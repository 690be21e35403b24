// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.vm.Await;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.Result;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Properties of cgroups that must not matter to the cells: who has the cpu controller, other hierarchies, and cgroups
 * that go while their last tasks end. A boot of its own because the kernel may keep a hierarchy after it was unmounted.
 */
@Vm(cpus = 4, alone = true)
class HierarchyVmIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String CONTROLLERS = "/sys/fs/cgroup/cgroup.subtree_control";
    private static final String NAMED = "/tmp/named";
    private static final String VERSION_1 = "/tmp/v1";

    /** Both hierarchies get cgroups all the time, and the tasks are moved into them. */
    private static final String CHURN = """
            while :; do
                for h in $0; do
                    mkdir $h/a
                    for pid in "$@"; do echo $pid >$h/a/cgroup.procs; done
                    for pid in "$@"; do echo $pid >$h/cgroup.procs; done
                    rmdir $h/a
                done
            done
            """;

    private static final String HOME = """
            for h in $0; do
                for pid in "$@"; do echo $pid >$h/cgroup.procs; done
                [ ! -d $h/a ] || rmdir $h/a
            done
            """;

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup outside;

    HierarchyVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
        outside = cgroups.outside();
    }

    @AfterEach
    void leaveOneHierarchy() {
        vm.write(CONTROLLERS, "+cpu +cpuset");
        vm.run("umount", NAMED);
        vm.run("umount", VERSION_1);
    }

    @Test
    void whoHasTheCpuController() {
        Cgroup web = parent.child("web");
        vm.write(CONTROLLERS, "-cpu");
        try (Daemon daemon = Daemon.start(vm, parent)) {
            BusyLoops.start(web, "-p", "3");
            BusyLoops.start(outside, "-p", "3");
            assertIsolatesAfterAChange(daemon, web);

            vm.write(CONTROLLERS, "+cpu");
            assertIsolatesAfterAChange(daemon, web);

            parent.write("cgroup.subtree_control", "+cpu");
            assertIsolatesAfterAChange(daemon, web);

            web.write("cpu.weight", "10");
            parent.write("cgroup.subtree_control", "-cpu");
            vm.write(CONTROLLERS, "-cpu");
            assertIsolatesAfterAChange(daemon, web);
            assertThat(daemon.logLines(" (WARN|ERROR) ")).isEmpty();
        }
    }

    /** A task's cgroups of other hierarchies have ids of their own, some of which are those of cells. */
    @Test
    void otherHierarchiesThatAreMountedAndFilled() {
        Cgroup web = parent.child("web");
        try (Daemon daemon = Daemon.start(vm, parent)) {
            List<Integer> inWeb = BusyLoops.start(web, "-p", "3").tids();
            List<Integer> beside = BusyLoops.start(outside, "-p", "3").tids();
            vm.shell("mkdir -p " + NAMED + " " + VERSION_1
                            + " && mount -t cgroup -o none,name=other cgroup " + NAMED
                            + " && mount -t cgroup -o pids cgroup " + VERSION_1)
                    .text();
            List<Integer> all = Stream.concat(inWeb.stream(), beside.stream()).toList();
            GuestProcess churn = vm.start(script(CHURN, all));

            assertIsolatesAfterAChange(daemon, web);
            assertIsolatesAfterAChange(daemon, web);

            churn.close();
            vm.run(script(HOME, all)).text();
            assertIsolatesAfterAChange(daemon, web);
            assertThat(daemon.logLines(" (WARN|ERROR) ")).isEmpty();
        }
    }

    @Test
    void weightsOfTheCpuControllerInAnotherHierarchyAreSaidToHaveNoEffect() {
        vm.write(CONTROLLERS, "-cpu");
        vm.shell("mkdir -p " + VERSION_1 + " && mount -t cgroup -o cpu cgroup " + VERSION_1)
                .text();
        Cgroup web = parent.child("web");
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.CPU_CONTROLLER)) {
            daemon.process()
                    .waitForLine("WARN  The cpu controller is in a cgroup v1 hierarchy: its weights", Daemon.LIMIT);
            BusyLoops.start(web, "-p", "3");
            BusyLoops.start(outside, "-p", "3");
            assertIsolatesAfterAChange(daemon, web);
            assertThat(daemon.logLines(" (WARN|ERROR) ")).hasSize(1);
        }
        assertThat(vm.run("mitosis", "check").out())
                .contains("ok    cpu.weight        not honoured: the cpu controller is in a cgroup v1 hierarchy\n");

        vm.run("umount", VERSION_1).text();
        Await.await(
                "the controller to be back",
                LIMIT,
                () -> vm.read("/sys/fs/cgroup/cgroup.controllers"),
                controllers -> (" " + controllers.strip() + " ").contains(" cpu "));
    }

    @Test
    void cgroupsThatGoWhileTheirTasksEnd() {
        Cgroup web = parent.child("web");
        Cgroup below = web.child("below");
        try (Daemon daemon = Daemon.start(vm, parent)) {
            BusyLoops.start(web, "-p", "3");
            BusyLoops.start(outside, "-p", "1");
            List<GuestProcess> storms = Stream.of(parent, below, outside)
                    .map(cgroup -> vm.start("storm", "-n", "25", cgroup.path() + "/storm"))
                    .toList();

            for (GuestProcess storm : storms) {
                Result end = storm.waitForExit(LIMIT);
                assertThat(end.exit()).as(end.err()).isZero();
            }

            assertIsolatesAfterAChange(daemon, web);
            // Two a second at most, and each was there for far less.
            assertThat(CellEvent.created(daemon))
                    .anySatisfy(event -> assertThat(event.path()).endsWith("/storm"));
            assertThat(daemon.logLines(" (WARN|ERROR) ")).isEmpty();
        }
    }

    /** A cell more: a configuration that has been applied since, and is in force. */
    private void assertIsolatesAfterAChange(Daemon daemon, Cgroup web) {
        Cgroup other = parent.child("other");
        Layout layout = daemon.awaitCells("web", "other");
        BusyLoops.start(other, "-p", "2");
        ObservedCpus seen = ObservedCpus.of(vm, web, other, outside);
        seen.assertRanOnlyOn(layout.cpus("web"), web);
        seen.assertRanOnlyOn(layout.cpus("other"), other);
        seen.assertRanOnlyOn(layout.cpus(Layout.ROOT), outside);
        other.close();
        daemon.awaitCells("web");
    }

    private static String[] script(String script, List<Integer> pids) {
        return Stream.concat(
                        Stream.of("sh", "-c", script, NAMED + " " + VERSION_1),
                        pids.stream().map(String::valueOf))
                .toArray(String[]::new);
    }
}
