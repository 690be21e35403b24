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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the daemon ends, and what does not end it. */
@Vm(cpus = 2)
class LifeCycleVmIT {
    /** The long form is for soaks. */
    private static final int STARTS = Integer.getInteger("mitosis.starts", 10);

    private static final Duration END_LIMIT = Duration.ofSeconds(2);
    private static final Duration STALL_LIMIT = Duration.ofMinutes(2);
    /** The kernel looks for stalled tasks twice in this time: it finds one after 7.5 s at the latest. */
    private static final int STALL_MILLIS = 5000;

    private static final String HOG_SECONDS = "12";
    private static final String REAL_TIME_RUNTIME = "/proc/sys/kernel/sched_rt_runtime_us";
    private static final String EXT_SERVER_RUNTIME = "/sys/kernel/debug/sched/ext_server/cpu1/runtime";

    private final VirtualMachine vm;
    private final Cgroup parent;

    LifeCycleVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
    }

    /** In good order always; in time as a rule, since a busy host may have no time for the VM for as long. */
    @Test
    void sigtermEndsItInGoodOrderEveryTime() {
        parent.child("web");
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            Daemon daemon = Daemon.start(vm, parent);
            assertThat(vm.schedulerState()).isEqualTo("enabled");

            times.add(end(daemon, GuestProcess.SIGTERM));
        }
        Collections.sort(times);
        assertThat(times.get(times.size() / 2)).as("%s", times).isLessThan(END_LIMIT);
    }

    @Test
    void sigintIsLikeSigterm() {
        end(Daemon.start(vm, parent), GuestProcess.SIGINT);
    }

    /** The shell of a script leaves SIGINT ignored to what it starts with {@code &}; SIGHUP as nohup does. */
    @Test
    void signalsThatItWasStartedToIgnoreAreHeard() {
        String script = "trap '' HUP; mitosis --cell-parent-cgroup " + parent.path() + " & echo \"daemon $!\"; wait $!;"
                + " echo \"ended with $?\"";
        GuestProcess shell = vm.start("sh", "-c", script);
        String pid = shell.waitForLine("^daemon ", Daemon.LIMIT).substring("daemon ".length());
        shell.waitForLine("Applied initial cell configuration", Daemon.LIMIT);

        vm.run("kill", "-HUP", pid).text();
        shell.waitForLine("Read the configuration again", Daemon.LIMIT);
        vm.run("kill", "-INT", pid).text();

        shell.waitForLine("^ended with 0$", Daemon.LIMIT);
        vm.awaitSchedulerState("disabled", Daemon.LIMIT);
    }

    @Test
    void sighupDoesNotEndIt() {
        try (Daemon daemon = Daemon.start(vm, parent)) {
            daemon.process().signal(GuestProcess.SIGHUP);
            daemon.process().waitForLine("Read the configuration again", Daemon.LIMIT);

            parent.child("web");
            daemon.awaitLayout("[0: 0] [1(web): 1]");
        }
    }

    /** Else each of its page faults may have to wait until khugepaged, of nice 19, has its turn in cell 0. */
    @Test
    void theKernelMakesNoHugePagesOfItsMemory() {
        try (Daemon daemon = Daemon.start(vm, parent)) {
            assertThat(vm.read("/proc/" + daemon.process().pid() + "/status")).contains("THP_enabled:\t0");
        }
    }

    @Test
    void afterSigkillTheKernelsOwnSchedulerIsBackAndANewStartWorks() {
        Cgroup web = parent.child("web");
        BusyLoops.start(web, "-p", "2");
        Daemon killed = Daemon.start(vm, parent);

        killed.process().kill();

        assertThat(killed.process().waitForExit(Daemon.LIMIT).exit()).isEqualTo(128 + GuestProcess.SIGKILL);
        vm.awaitSchedulerState("disabled", Daemon.LIMIT);
        try (Daemon next = Daemon.start(vm, parent)) {
            assertThat(next.layout()).hasToString("[0: 0] [1(web): 1]");
        }
    }

    @Test
    void aSecondInstanceIsRefusedAndTheFirstNotDisturbed() {
        try (Daemon first = Daemon.start(vm, parent)) {
            StatsProbe.awaitSocket(vm);
            String socket = vm.run("stat", "-c", "%i %Z", StatsProbe.SOCKET).text();
            String name = vm.read("/sys/kernel/sched_ext/root/ops").strip();

            Result second = Daemon.launch(vm, parent).process().waitForExit(Daemon.LIMIT);

            assertThat(second.exit()).isEqualTo(4);
            assertThat(second.err()).contains("another sched_ext scheduler is already running: " + name);
            assertThat(second.err().lines()).noneMatch(line -> line.contains("Attached"));
            assertThat(vm.run("stat", "-c", "%i %Z", StatsProbe.SOCKET).text()).isEqualTo(socket);
            assertThat(StatsProbe.stats(vm, 1, Duration.ZERO).replies()).hasSize(1);
            assertThat(vm.schedulerState()).isEqualTo("enabled");
            parent.child("web");
            first.awaitLayout("[0: 0] [1(web): 1]");
        }
    }

    /** Neither sees the other when it looks: one learns of it when the kernel refuses it. */
    @Test
    void ofTwoThatStartTogetherOneRunsAndTheOtherSaysSo() {
        List<GuestProcess> both = List.of(
                Daemon.launch(vm, parent).process(), Daemon.launch(vm, parent).process());

        GuestProcess second = Await.await(
                        "one of two to end",
                        Daemon.LIMIT,
                        () -> both.stream().filter(each -> !each.isAlive()).findFirst(),
                        Optional::isPresent)
                .orElseThrow();

        Result refused = second.waitForExit(Daemon.LIMIT);
        assertThat(refused.err()).contains("another sched_ext scheduler is already running: mitosis_");
        assertThat(refused.exit()).isEqualTo(4);
        GuestProcess first = both.get(second.equals(both.getFirst()) ? 1 : 0);
        first.waitForLine("Applied initial cell configuration", Daemon.LIMIT);
        first.terminate();
        assertThat(first.waitForExit(Daemon.LIMIT).exit()).isZero();
    }

    @Test
    void aParentThatGoesAwayAndComesBackDoesNotEndIt() {
        parent.child("web");
        try (Daemon daemon = Daemon.start(vm, parent)) {
            parent.close();
            daemon.awaitLayout("[0: 0-1]");

            Cgroup again = Cgroup.create(vm, "workloads");
            again.child("batch");
            daemon.awaitLayout("[0: 0] [1(batch): 1]");
        }
    }

    @Test
    void saysThatSomebodyElseEndedTheScheduler() {
        Daemon daemon = Daemon.start(vm, parent);
        vm.write("/proc/sysrq-trigger", "S");

        Result end = daemon.process().waitForExit(Daemon.LIMIT);

        assertThat(end.exit()).isEqualTo(5);
        assertThat(end.err()).contains("\nEXIT: disabled by sysrq-S\n");
        vm.awaitSchedulerState("disabled", Daemon.LIMIT);
    }

    /**
     * A real-time task takes a CPU for longer than the kernel's watchdog lets another task wait for it. It ends by
     * itself within 21 s: it may keep RCU from ending a grace period, which the end of the scheduler waits for, and
     * after 21 s the kernel ends the scheduler for the stall of RCU.
     */
    @Test
    void aStallIsReportedWithTheKernelsDump() {
        vm.kernelLog().expect("runnable task stall");
        Daemon daemon = Daemon.startWithPatience(vm, parent, STALL_MILLIS);
        vm.start("spin", "-c", "1").waitForLine("ready", Daemon.LIMIT);

        Result end = endOf(daemon, "spin", "-c", "1", "-r", "-d", HOG_SECONDS);

        assertThat(end.exit()).isEqualTo(5);
        String rule = "\n" + "=".repeat(80) + "\n";
        assertThat(end.err()).containsSubsequence(rule, "cell 0: ", rule, "EXIT: runnable task stall (", ")\n");
        vm.awaitSchedulerState("disabled", Daemon.LIMIT);
    }

    /** Waits for the daemon's end while a real-time task may keep its CPU; the next test finds the limits as before. */
    private Result endOf(Daemon daemon, String... hog) {
        String realTime = vm.read(REAL_TIME_RUNTIME);
        String ext = vm.read(EXT_SERVER_RUNTIME);
        try {
            vm.write(REAL_TIME_RUNTIME, "-1");
            vm.write(EXT_SERVER_RUNTIME, "0");
            vm.start(hog);
            return daemon.process().waitForExit(STALL_LIMIT);
        } finally {
            vm.write(EXT_SERVER_RUNTIME, ext);
            vm.write(REAL_TIME_RUNTIME, realTime);
        }
    }

    /** Ends the daemon by a signal and asserts a clean exit. Returns how long that took. */
    private Duration end(Daemon daemon, int signal) {
        long start = System.nanoTime();
        daemon.process().signal(signal);

        Result end = daemon.process().waitForExit(Daemon.LIMIT);

        String state = vm.schedulerState();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(end.exit()).as(end.err()).isZero();
        assertThat(state).isEqualTo("disabled");
        assertThat(end.err()).contains("Unregister mitosis scheduler");
        return took;
    }
}
