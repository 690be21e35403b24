// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.stats.wire.JsonValue;
import io.mitosis.vm.Await;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The cost of clients for the daemon's loop. */
@Vm(cpus = 6, topology = "sockets=1,cores=6,threads=1", icount = true)
class WatchedVmIT {
    private static final int TURNS = 8;
    private static final String EPOLL_WAIT = "232";
    private static final String READ = "0";
    /** When it collects garbage or has code compiled: futex, mmap, mprotect, munmap, madvise. */
    private static final Set<String> OF_THE_JVM = Set.of("202", "9", "10", "11", "28");

    private final VirtualMachine vm;
    private final Cgroup parent;

    WatchedVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
    }

    /** Events are read and kept in memory. */
    @Test
    void aTurnThatCollectsWaitsReadsTheTimerAndCallsTheKernelForNothingElse() {
        BusyLoops.start(parent.child("busy"), "-p", "2");
        try (Daemon daemon = Daemon.start(vm, parent, Daemon.BY_EVENTS_ALONE);
                KernelTrace trace = new KernelTrace(vm)) {
            StatsProbe.awaitSocket(vm);
            trace.note("raw_syscalls/sys_enter", "common_pid == " + loopThread(daemon));
            List<String> calls = Await.await(
                    TURNS + " turns",
                    Daemon.LIMIT,
                    () -> trace.texts("sys_enter: NR ").stream()
                            .map(call -> call.substring(0, call.indexOf(' ')))
                            .toList(),
                    seen -> seen.stream().filter(EPOLL_WAIT::equals).count() > TURNS);
            System.out.println("system calls of the loop: " + calls);
            List<String> own =
                    calls.stream().filter(call -> !OF_THE_JVM.contains(call)).toList();
            assertThat(own).as("%s", calls).containsOnly(EPOLL_WAIT, READ);
            for (int i = 1; i < own.size(); i++) {
                assertThat(own.get(i)).as("call %d of %s", i, own).isNotEqualTo(own.get(i - 1));
            }
            assertThat(String.join(" ", calls)).contains("232 0 232");
        }
    }

    @Test
    void clientsThatMisbehaveAreNoneOfTheLoopsBusiness() {
        BusyLoops.start(parent.child("busy"), "-p", "2");
        try (Daemon daemon = Daemon.start(vm, parent)) {
            StatsProbe.awaitSocket(vm);
            double before = median(StatsProbe.stats(vm, 10, Duration.ofMillis(500)).replies().stream());
            long files = files(daemon);
            String replies = vm.run(Duration.ofMinutes(2), "pester", StatsProbe.SOCKET, "3")
                    .text();
            double during = median(replies.lines());
            System.out.printf(
                    "a turn took %.0f us, beside hostile clients %.0f us; %d replies meanwhile%n",
                    before, during, replies.lines().count());
            assertThat(replies.lines()).hasSizeGreaterThan(TURNS);
            // The emulator runs one CPU at a time: what another one does meanwhile makes a turn longer.
            assertThat(during).isLessThan(10 * before + 1000);
            Await.await("their files to be closed", Daemon.LIMIT, () -> files(daemon), now -> now <= files);
        }
    }

    private static double median(Stream<String> replies) {
        List<Double> micros = replies.map(
                        reply -> JsonValue.parse(reply).member("args").member("resp"))
                .map(snapshot -> snapshot.member("tick_us").number())
                .sorted()
                .toList();
        return micros.get(micros.size() / 2);
    }

    private long files(Daemon daemon) {
        // That one is closed while it is listed is no mistake.
        return vm.run("ls", "/proc/" + daemon.process().pid() + "/fd")
                .out()
                .lines()
                .count();
    }

    /** The thread that waits for the timer; the one that serves clients has its own name. */
    private String loopThread(Daemon daemon) {
        String waiting = "cd /proc/" + daemon.process().pid() + "/task; for thread in *; do"
                + " if read call rest <$thread/syscall && [ $call = " + EPOLL_WAIT + " ] &&"
                + " [ $(cat $thread/comm) != stats ]; then echo $thread; fi; done";
        return Await.await(
                "the loop to wait", Daemon.LIMIT, () -> vm.shell(waiting).text(), text -> text.matches("\\d+"));
    }
}
