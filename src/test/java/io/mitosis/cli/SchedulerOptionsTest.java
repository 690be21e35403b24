// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.mitosis.cell.Placement;
import io.mitosis.demand.RebalanceSettings;
import io.mitosis.scheduler.CellSelection;
import io.mitosis.scheduler.CellSettings;
import io.mitosis.scheduler.CellWeighting;
import io.mitosis.scheduler.Intervals;
import io.mitosis.scheduler.SchedulerConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParseResult;

class SchedulerOptionsTest {
    @Test
    void defaults() {
        ParseResult parsed = parse("--cell-parent-cgroup", "/workloads");
        assertThat(SchedulerOptions.config(parsed)).isEqualTo(config(Set.of(), 1, 0));
        assertThat(SchedulerOptions.logLevels(parsed)).isEqualTo(LogLevels.INFO);
    }

    private static SchedulerConfig config(Set<String> exclude, int monitorSeconds, int exitDumpLength) {
        return new SchedulerConfig(
                new CellSelection.ChildrenOf("/workloads"),
                new CellSettings(exclude, 0, CellWeighting.EQUAL, Placement.TOPOLOGY, false),
                RebalanceSettings.DEFAULT,
                new Intervals(Duration.ofSeconds(monitorSeconds), Duration.ofSeconds(10), Duration.ofMillis(50)),
                exitDumpLength,
                0,
                null);
    }

    @Test
    void everyOption() {
        ParseResult parsed = parse(
                "--cell-parent-cgroup=/workloads",
                "--cell-exclude=a",
                "--cell-exclude",
                "b",
                "--monitor-interval-s",
                "3",
                "--exit-dump-len=65536",
                "--log-level=warn,bpf=Trace,io.other.Thing=debug");
        assertThat(SchedulerOptions.config(parsed)).isEqualTo(config(Set.of("a", "b"), 3, 65536));
        assertThat(SchedulerOptions.logLevels(parsed))
                .isEqualTo(new LogLevels(
                        Level.WARN, Map.of("io.mitosis.bpf", Level.TRACE, "io.other.Thing", Level.DEBUG)));
    }

    @Test
    void anyIntervalIsAcceptedAndNoneOverflows() {
        assertThat(interval("18446744073709551615")).isEqualTo(WholeSeconds.LONGEST);
        assertThat(interval("99999999999999999999999999")).isEqualTo(WholeSeconds.LONGEST);
        assertThat(interval("3153600000")).isEqualTo(WholeSeconds.LONGEST);
        assertThat(interval("3153599999")).isEqualTo(WholeSeconds.LONGEST.minusSeconds(1));
        assertThat(WholeSeconds.LONGEST.toNanos()).isPositive();
    }

    private static Duration interval(String seconds) {
        return SchedulerOptions.config(parse("--cell-parent-cgroup=/w", "--monitor-interval-s=" + seconds))
                .intervals()
                .monitor();
    }

    private static ParseResult parse(String... arguments) {
        return MitosisCommand.commandLine().parseArgs(arguments);
    }
}
