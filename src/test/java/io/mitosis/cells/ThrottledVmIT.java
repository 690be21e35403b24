// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.vm.Cgroup;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Tasks that wait for the quota of their cgroup can be killed, stopped, frozen and moved at any time, and do not
 * trigger the kernel's watchdog. The quota is the least that there is: a thousandth of a CPU. Guest time counts
 * instructions, as for {@link FairnessVmIT}, and the tests share a daemon as there.
 */
@Vm(cpus = 2, icount = true)
@TestInstance(Lifecycle.PER_CLASS)
class ThrottledVmIT {
    private static final String LEAST = "1000 1000000";
    private static final double LIMIT_S = 2;
    private static final int SIGCONT = 18;
    private static final int SIGSTOP = 19;

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup limited;
    private final Cgroup free;
    private final Daemon daemon;
    private List<Integer> loops = List.of();

    ThrottledVmIT(VirtualMachine vm) {
        this.vm = vm;
        parent = Cgroup.create(vm, "workloads").withControllers();
        Cgroup web = parent.child("web").withControllers();
        limited = new Cgroup(vm, web.path() + "/limited");
        free = web.child("free");
        daemon = Daemon.startWithPatience(vm, parent, 12_000, Daemon.CPU_CONTROLLER);
    }

    @BeforeEach
    void theyAreThrottled() {
        vm.run("mkdir", limited.path()).text();
        loops = BusyLoops.start(limited, "-p", "100").tids();
        limited.write("cpu.max", LEAST);
        // They pay for what they used while the limit was being set.
        CpuTime.during(vm, Duration.ofSeconds(1), loops);
        assertThat(CpuTime.during(vm, Duration.ofSeconds(1), loops).cpus()).isLessThan(0.1);
    }

    @AfterEach
    void theSchedulerIsThere() {
        limited.close();
        assertThat(daemon.process().isAlive()).isTrue();
        assertThat(daemon.logLines(" (WARN|ERROR) ")).isEmpty();
    }

    @AfterAll
    void stopDaemon() {
        daemon.close();
        parent.close();
    }

    @Test
    void theWatchdogIsContent() {
        CpuTime used = CpuTime.during(vm, Duration.ofSeconds(25), loops);
        System.out.println("100 loops at a thousandth of a CPU use " + used.cpus());
        assertThat(used.cpus()).isLessThan(0.01);
    }

    @Test
    void theyAreKilledWhileTheDaemonIsStopped() {
        daemon.process().signal(SIGSTOP);
        assertDone(
                "echo 1 >$0/cgroup.kill; until grep -q 'populated 0' $0/cgroup.events; do usleep 10000; done; rmdir $0");
        daemon.process().signal(SIGCONT);
    }

    @Test
    void theyAreFrozen() {
        assertDone("echo 1 >$0/cgroup.freeze; until grep -q 'frozen 1' $0/cgroup.events; do usleep 10000; done");
    }

    @Test
    void theyAreStopped() {
        assertDone("kill -STOP $(cat $0/cgroup.procs); status=$(sed 's,.*,/proc/&/status,' $0/cgroup.procs)\n"
                + "until [ $(grep -l '^State:.T' $status | wc -l) = 101 ]; do usleep 10000; done");
    }

    @Test
    void theyMoveAwayAndRun() {
        assertDone("for p in $(cat $0/cgroup.procs); do echo $p >$1/cgroup.procs; done");
        CpuTime.awaitAllRun(vm, loops);
        assertThat(CpuTime.during(vm, Duration.ofSeconds(1), loops).cpus()).isGreaterThan(0.8);
    }

    @Test
    void theyRunWhenTheLimitIsRemoved() {
        limited.write("cpu.max", "max");
        CpuTime.awaitAllRun(vm, loops);
        assertThat(CpuTime.during(vm, Duration.ofSeconds(1), loops).cpus()).isGreaterThan(0.8);
    }

    private void assertDone(String script) {
        assertThat(GuestClock.secondsOf(vm, script + "\n", limited.path(), free.path()))
                .isLessThan(LIMIT_S);
    }
}
