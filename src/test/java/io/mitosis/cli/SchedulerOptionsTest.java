// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
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
        assertThat(SchedulerOptions.config(parsed))
                .isEqualTo(new SchedulerConfig("/workloads", Set.of(), Duration.ofSeconds(1), 0));
        assertThat(SchedulerOptions.logLevels(parsed)).isEqualTo(LogLevels.INFO);
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
        assertThat(SchedulerOptions.config(parsed))
                .isEqualTo(new SchedulerConfig("/workloads", Set.of("a", "b"), Duration.ofSeconds(3), 65536));
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
                .monitorInterval();
    }

    private static ParseResult parse(String... arguments) {
        return MitosisCommand.commandLine().parseArgs(arguments);
    }
}
