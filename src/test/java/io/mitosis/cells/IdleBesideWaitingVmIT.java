// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No CPU of a cell has nothing to do while a task of the cell waits, for longer than a wake-up takes. */
@Vm(cpus = 6, topology = "sockets=1,cores=6,threads=1", icount = true)
class IdleBesideWaitingVmIT {
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final String SECONDS = "10";
    // Two ticks. An emulated CPU waits for its turn, which takes up to 3 ms where others are busy.
    private static final String LONG_US = "8000";
    private static final int SWITCHES_KB = 16_384;

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup web;

    IdleBesideWaitingVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent().withControllers();
        web = parent.child("web");
    }

    @ParameterizedTest
    @CsvSource({"4-5, 3", "2-5, 6"})
    void aLoopAndTasksThatWakeAllTheTime(String cpus, String wakers) {
        web.write("cpuset.cpus", cpus);
        try (KernelTrace trace = new KernelTrace(vm).ofSize(SWITCHES_KB);
                Daemon daemon = Daemon.start(vm, parent)) {
            assertThat(daemon.layout().cpus("web")).hasToString(cpus);
            trace.note("sched/sched_wakeup").note("sched/sched_wakeup_new").note("sched/sched_switch");
            BusyLoops.start(web);
            web.start("bursts", "-p", wakers, "-d", "600");

            GuestProcess look = vm.start("idle-beside", cpus, SECONDS, LONG_US, "spin", "bursts");
            String seen = look.waitForExit(LIMIT).text();
            System.out.println("beside idle CPUs of " + cpus + ": " + seen);

            assertThat(seen).contains(" late=0 ").endsWith(" lost=0");
            assertThat(daemon.process().isAlive()).isTrue();
        }
    }
}
