// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mitosis.cells.metrics.Exposition;
import io.mitosis.stats.wire.JsonValue;
import io.mitosis.vm.Await;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.Cgroups;
import io.mitosis.vm.Result;
import io.mitosis.vm.VirtualMachine;
import io.mitosis.vm.Vm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What limits do is shown wherever statistics are, as the kernel counts nothing of it. Guest time counts instructions,
 * as for {@link FairnessVmIT}.
 */
@Vm(cpus = 4, icount = true)
class LimitStatsVmIT {
    private static final String URL = "http://127.0.0.1:9100/metrics";
    /** So many intervals of a second each are measured. */
    private static final int WINDOW = 6;
    /** How many limits there is room for. */
    private static final int ROOM = 1023;

    private static final String NO_ROOM =
            "there is room for the cpu.max of " + ROOM + " cgroups, but not of another one";

    private final VirtualMachine vm;
    private final Cgroup parent;
    private final Cgroup web;

    LimitStatsVmIT(VirtualMachine vm, Cgroups cgroups) {
        this.vm = vm;
        parent = cgroups.parent().withControllers();
        web = parent.child("web").withControllers();
    }

    @Test
    void aLoopThatMayHaveAFifthOfACpuIsThrottledFourFifthsOfTheTime() {
        Cgroup limited = web.child("a");
        limited.write("cpu.max", "20000 100000");
        try (Daemon daemon = start("--cpu-controller", "on", "--metrics-listen", "127.0.0.1:9100")) {
            StatsProbe.awaitSocket(vm);
            BusyLoops.start(limited, "-p", "1");
            Await.await("the limit", Daemon.LIMIT, () -> table().contains("/workloads/web/a "));
            StatsProbe asking = StatsProbe.stats(vm, 2 * (WINDOW + 2), Duration.ofMillis(500));

            assertMeasured(asking);
            assertInMetrics(limited);
            System.out.println(table());
            assertThat(table())
                    .contains(", 1 limit, ")
                    .containsPattern(
                            "(?m)^/workloads/web/a +0\\.20 +[789]\\d\\d ms +\\d+\\.\\d +(9|1[01]) +\\d+ ms +[01]$");
            assertThat(table().lines()).allMatch(line -> line.length() <= 80);
            // The kernel's timer runs for two periods when a limit is set.
            assertThat(limited.read("cpu.stat"))
                    .containsPattern("nr_periods [0-2]\nnr_throttled 0\nthrottled_usec 0\n");

            limited.write("cpu.max", "max");
            Await.await("no limit", Daemon.LIMIT, () -> table().contains("no cpu.max is in force"));
            assertThat(daemon.logLines(" (WARN|ERROR) ")).isEmpty();
        }
    }

    private static void assertMeasured(StatsProbe asking) {
        List<Integer> news = asking.news();
        assertThat(news).hasSizeGreaterThan(WINDOW / 2);
        JsonValue first = asking.snapshot(news.getFirst());
        JsonValue last = asking.snapshot(news.getLast());
        double seconds =
                last.member("uptime_s").number() - first.member("uptime_s").number();
        JsonValue limit = only(last);
        System.out.println(limit.line());
        assertThat(limit.member("cgroup_path").text()).isEqualTo("/workloads/web/a");
        assertThat(limit.member("quota_usec").number()).isEqualTo(20_000);
        assertThat(limit.member("period_usec").number()).isEqualTo(100_000);
        double periods = grown(first, last, "nr_periods");
        assertThat(periods / seconds).isCloseTo(10, within(1.0));
        assertThat(grown(first, last, "nr_throttled")).isCloseTo(periods, within(0.1 * periods));
        assertThat(grown(first, last, "throttled_usec") / 1e6 / seconds).isCloseTo(0.8, within(0.04));
        assertThat(limit.member("longest_throttled_usec").number()).isBetween(70_000.0, 200_000.0);
        assertThat(limit.member("interval_throttled_usec").number()).isBetween(600_000.0, 1_000_000.0);
        assertThat(limit.member("throttled_periods_pct").number()).isBetween(80.0, 100.0);
        assertThat(last.member("limits_missed").number()).isZero();
    }

    private static double grown(JsonValue first, JsonValue last, String counter) {
        return only(last).member(counter).number() - only(first).member(counter).number();
    }

    private static JsonValue only(JsonValue snapshot) {
        Map<String, JsonValue> limits = snapshot.member("limits").members();
        assertThat(limits).hasSize(1);
        return limits.values().iterator().next();
    }

    private void assertInMetrics(Cgroup limited) {
        String labels = "{cgid=\"" + limited.cgid() + "\",cgroup=\"/workloads/web/a\"}";
        Map<String, Double> samples =
                Exposition.read(vm.run("wget", "-qO-", URL).text() + "\n").samples;
        assertThat(samples)
                .containsEntry("mitosis_cpu_limits_missed_total", 0.0)
                .containsEntry("mitosis_cgroup_cpu_limit_cpus" + labels, 0.2)
                .containsKey("mitosis_cgroup_cpu_throttled_tasks" + labels);
        double periods = samples.getOrDefault("mitosis_cgroup_cpu_periods_total" + labels, 0.0);
        assertThat(periods).isGreaterThan(10.0 * WINDOW / 2);
        assertThat(samples.getOrDefault("mitosis_cgroup_cpu_throttled_periods_total" + labels, 0.0))
                .isCloseTo(periods, within(0.15 * periods));
        assertThat(samples.getOrDefault("mitosis_cgroup_cpu_throttled_seconds_total" + labels, 0.0))
                .isCloseTo(0.8 * periods / 10, within(0.15 * 0.8 * periods / 10));
    }

    /**
     * A shell that goes from one to the other is enough for a limit to be known, until it has not been used for some
     * seconds.
     */
    @Test
    void aLimitThatThereIsNoRoomForIsReportedOrEndsTheScheduler() {
        String all = "for i in $(seq " + (ROOM + 5) + "); do ";
        vm.run(Daemon.LIMIT, "sh", "-ec", all + "mkdir $0/$i; echo 500000 1000000 >$0/$i/cpu.max; done", web.path())
                .text();
        String visit = all + "echo 0 >$0/$i/cgroup.procs; done; while :; do :; done";
        try (Daemon daemon = start("--cpu-controller", "on")) {
            vm.start("sh", "-ec", visit, web.path());
            daemon.process().waitForLine(NO_ROOM, Daemon.LIMIT);
            Await.await("room for other limits", Daemon.LIMIT, this::table, text -> text.contains(" 1 limit,"));
            assertThat(daemon.logLines(" WARN ")).hasSize(1);
        }
        Daemon strict = start("--cpu-controller", "strict");
        vm.start("sh", "-ec", visit, web.path());
        Result end = strict.process().waitForExit(Daemon.LIMIT);
        assertThat(end.exit()).isEqualTo(3);
        assertThat(end.err()).contains("--cpu-controller strict: " + NO_ROOM);
        vm.awaitSchedulerState("disabled", Daemon.LIMIT);
    }

    private Daemon start(String... options) {
        return Daemon.start(vm, parent, options);
    }

    private String table() {
        return vm.run("mitosis", "top", "--limits", "--once").text();
    }
}
