// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mitosis.stats.wire.JsonValue;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.GuestProcess;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The daemon's statistics, compared with the kernel's. */
@Vm(cpus = 6, topology = "sockets=1,cores=6,threads=1", icount = true)
class StatsVmIT {
    private static final double POINTS = 3;
    /** So many intervals of a second each are measured. */
    private static final int WINDOW = 8;

    private final VirtualMachine vm;
    private final Cgroup parent;

    StatsVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent();
    }

    /** The guest has no Python: there a small client talks to the daemon, and the host's looks at what it was told. */
    @Test
    void theSocketSpeaksTheProtocolAndTellsOfTheLoad() throws IOException, InterruptedException {
        Cgroup busy = parent.child("busy");
        parent.child("idle");
        try (Daemon daemon = Daemon.start(vm, parent)) {
            StatsProbe.awaitSocket(vm);
            assertThat(vm.run("stat", "-c", "%a %F", StatsProbe.SOCKET).text()).isEqualTo("600 socket");
            BusyLoops.start(busy, "-p", "2");
            List<String> replies = new ArrayList<>(List.of(StatsProbe.meta(vm)));
            StatsProbe asking = StatsProbe.stats(vm, 20, Duration.ofMillis(250));
            replies.addAll(asking.replies());

            assertNothingIsWrong(replies);
            JsonValue last = asking.snapshot(19);
            assertThat(cell(last, "busy").member("util_pct").number()).isCloseTo(100, within(POINTS));
            assertThat(cell(last, "idle").member("util_pct").number()).isZero();
            assertThat(cell(last, "busy").member("cpus").text())
                    .isEqualTo(daemon.layout().cpus("busy").toString());
            assertThat(last.member("num_cells").number()).isEqualTo(3);
            assertThat(last.member("config_applies").number())
                    .isEqualTo(daemon.layouts().size());
            double grown = last.member("uptime_s").number()
                    - asking.snapshot(0).member("uptime_s").number();
            assertThat(grown).isBetween(2.0, 20.0);

            GuestProcess monitor = vm.start("mitosis", "--monitor", "0.5");
            monitor.waitForLines("^}$", 2, Daemon.LIMIT);
            daemon.stop();
            assertThat(vm.run("test", "-e", StatsProbe.SOCKET).exit()).isEqualTo(1);
            monitor.waitForLine("^mitosis: no statistics at ", Daemon.LIMIT);
            int printed = monitor.linesMatching("^}$").size();
            try (Daemon next = Daemon.start(vm, parent)) {
                monitor.waitForLines("^}$", printed + 1, Daemon.LIMIT);
                assertThat(next.process().isAlive()).isTrue();
            }
            monitor.terminate();
            assertThat(monitor.waitForExit(Daemon.LIMIT).exit()).isZero();
        }
    }

    /** The utilisation of a busy cell, and of one that works a third of the time on one of its CPUs. */
    @Test
    void utilisationIsWhatTheKernelBookedHoweverOftenItIsAskedFor() {
        Cgroup busy = parent.child("busy");
        Cgroup partly = parent.child("partly");
        try (Daemon daemon = Daemon.start(vm, parent, "--cell-exclude", "churn")) {
            StatsProbe.awaitSocket(vm);
            BusyLoops.start(busy, "-p", "3");
            GuestProcess waker = partly.start("waker", "-p", "20000", "-w", "7000", "-d", "600");
            assertThat(waker.isAlive()).isTrue();

            assertAccurate("asked each second", StatsProbe.stats(vm, WINDOW + 2, Duration.ofSeconds(1), busy, partly));

            GuestProcess churn = vm.start(
                    "sh",
                    "-c",
                    "while :; do mkdir $0/churn $1/b; usleep 20000; rmdir $0/churn $1/b; done",
                    parent.path(),
                    busy.path());
            assertAccurate(
                    "asked ten times a second, with cgroups that come and go",
                    StatsProbe.stats(vm, 10 * WINDOW, Duration.ofMillis(100), busy, partly));
            assertThat(churn.isAlive()).isTrue();
            assertThat(daemon.layouts()).hasSize(1);
        }
    }

    /** No job is there at two readings, and most that are there at one began a moment before. */
    @Test
    void jobsShorterThanAnIntervalShowInWhatTheMachineDid() {
        try (Daemon daemon = Daemon.start(vm, parent, "--monitor-interval-s", "3")) {
            StatsProbe.awaitSocket(vm);
            GuestProcess jobs = vm.start("sh", "-c", """
                    while :; do
                        i=$((i + 1)); job=$0/job-$i
                        mkdir $job
                        spin -g $job -p 3 -d 1 >/dev/null
                        rmdir $job
                    done
                    """, parent.path());
            daemon.process().waitForLine("job-2", Daemon.LIMIT);

            StatsProbe asking = StatsProbe.stats(vm, 3 * WINDOW, Duration.ofSeconds(1), parent);
            assertThat(jobs.isAlive()).isTrue();
            List<Integer> news = asking.news();
            double busyCpus = asking.usages()
                    .get(news.getLast())
                    .getFirst()
                    .busyCpus(asking.usages().get(news.getFirst()).getFirst());
            double cpus = asking.snapshot(0).member("nr_cpus").number();
            double told = mean(asking, UnaryOperator.identity());
            System.out.printf("jobs: told %.2f%%, booked %.2f%%%n", told, 100 * busyCpus / cpus);
            assertThat(busyCpus).isGreaterThan(1.5);
            // Other tasks are counted too, and the window does not begin and end with an interval.
            assertThat(told).isCloseTo(100 * busyCpus / cpus, within(3 * POINTS));
        }
    }

    /** The window begins and ends where a new snapshot was seen; utilisation is the mean of those in between. */
    private static double mean(StatsProbe asking, UnaryOperator<JsonValue> part) {
        List<Integer> news = asking.news();
        assertThat(news).hasSizeGreaterThan(WINDOW / 2);
        double start = uptime(asking.snapshot(news.getFirst()));
        double before = start;
        double ran = 0;
        for (int each : news.subList(1, news.size())) {
            JsonValue snapshot = asking.snapshot(each);
            ran += part.apply(snapshot).member("util_pct").number() * (uptime(snapshot) - before);
            before = uptime(snapshot);
        }
        return ran / (before - start);
    }

    private void assertAccurate(String how, StatsProbe asking) {
        List<Integer> news = asking.news();
        int first = news.getFirst();
        int last = news.getLast();
        double elapsed = uptime(asking.snapshot(last)) - uptime(asking.snapshot(first));
        List<String> names = List.of("busy", "partly");
        for (int i = 0; i < names.size(); i++) {
            double busyCpus = asking.usages()
                    .get(last)
                    .get(i)
                    .busyCpus(asking.usages().get(first).get(i));
            String name = names.get(i);
            double cpus = cell(asking.snapshot(last), name).member("num_cpus").number();
            double told = mean(asking, snapshot -> cell(snapshot, name));
            double kernel = 100 * busyCpus / cpus;
            System.out.printf("%s: %s told %.2f%%, booked %.2f%% over %.1f s%n", how, name, told, kernel, elapsed);
            assertThat(told).as("%s of %s", how, name).isCloseTo(kernel, within(POINTS));
        }
    }

    private static double uptime(JsonValue snapshot) {
        return snapshot.member("uptime_s").number();
    }

    private JsonValue cell(JsonValue snapshot, String name) {
        return snapshot.member("cells").members().values().stream()
                .filter(cell -> cell.member("cgroup_path").text().equals("/workloads/" + name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertNothingIsWrong(List<String> replies) throws IOException, InterruptedException {
        Path file = Files.createTempFile("mitosis", ".replies");
        Files.write(file, replies);
        Process checker = new ProcessBuilder("python3", "src/test/python/check-stats", "replies", file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(checker.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(checker.waitFor()).isZero();
        Files.delete(file);
    }
}
