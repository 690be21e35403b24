// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * More busy tasks on a CPU than it can serve soon, or of weights far apart. The kernel's patience with a scheduler is
 * cut from 30 s to 12, so that a wait that would use it up shows within a test's time.
 */
@Vm(cpus = 4, icount = true)
class CrowdVmIT {
    private static final int PATIENCE_MS = 12_000;
    private static final String SECONDS = "25";
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup web;

    CrowdVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent().withControllers();
        web = parent.child("web");
    }

    @Test
    void manyTasksOfOneWeight() {
        assertNoneWaitsForLong("3", "crowd -t 2500");
    }

    @Test
    void manyPinnedTasks() {
        assertNoneWaitsForLong("2-3", "crowd -t 2500 -c 3");
    }

    @Test
    void oneOfTheLeastWeightBesideManyOfTheMost() {
        assertNoneWaitsForLong("3", "crowd -b 3 -n 19", "crowd -b 3 -t 24 -n -20");
    }

    @Test
    void manyOfTheIdlePolicyBesideManyOthers() {
        assertNoneWaitsForLong("3", "crowd -b 3 -t 200 -i", "crowd -b 3 -t 50");
    }

    private void assertNoneWaitsForLong(String cpus, String... crowds) {
        web.write("cpuset.cpus", cpus);
        try (Daemon daemon = Daemon.startWithPatience(vm, parent, PATIENCE_MS)) {
            List<GuestProcess> running = Stream.of(crowds)
                    .map(crowd -> web.start((crowd + " -d " + SECONDS).split(" ", -1)))
                    .toList();

            for (int i = 0; i < crowds.length; i++) {
                long longest = Micros.longest(running.get(i).waitForExit(LIMIT));
                System.out.println(crowds[i] + ": longest wait " + longest + " us");
            }
            assertThat(daemon.process().isAlive()).isTrue();
            assertThat(daemon.logLines(" (WARN|ERROR) ")).isEmpty();
        }
    }
}
