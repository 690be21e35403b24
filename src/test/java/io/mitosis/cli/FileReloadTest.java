// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.mitosis.cells.config.SchedulerConfig;
import io.mitosis.exit.UsageException;
import io.mitosis.host.Reload;
import io.mitosis.host.SettingsChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ParseResult;

class FileReloadTest {
    private static final String ALL = """
            cell-exclude: a
            cell0-min-cpus: 2
            cell-weight: cpu.weight
            cell-max: cpu.max
            attributes: all
            placement: linear
            enable-borrowing: true
            enable-llc-awareness: true
            virt-llc: 2-8
            dynamic-affinity-cpu-selection: true
            reject-multicpu-pinning: true
            enable-slice-shrinking: true
            slice-shrink-max-us: 2000
            slice-shrink-min-us: 1000
            debug-events: true
            enable-rebalancing: true
            rebalance-cooldown-s: 1
            rebalance-cpus-interval-s: 2
            demand-smoothing: 0.5
            rebalance-policy: utilization
            reconfiguration-interval-s: 3
            reconcile-debounce-ms: 4
            exit-dump-len: 1
            stats-socket: /run/other
            stats-socket-mode: 660
            metrics-listen: localhost:9100
            relaxed-maps: true
            pin-root-path: /sys/fs/bpf/m
            run-id: 3
            log-level: debug
            """;

    @TempDir
    private Path temp;

    @AfterEach
    void logAsBefore() {
        LogLevels.parse("info").apply();
    }

    @Test
    void theFileIsReadAnewAndTheRestIsAsBefore() throws IOException {
        Reload<SchedulerConfig> reload = reload("cell0-min-cpus: 1\ncell-exclude: a\n");
        assertThat(reload.read().inForce().cells().rootMinCpus()).isEqualTo(1);

        write("cell0-min-cpus: 2\nmonitor-interval-s: 9\nlog-level: warn,bpf=debug\n");
        SchedulerConfig next = reload.read().inForce();

        assertThat(next.cells().rootMinCpus()).isEqualTo(2);
        assertThat(next.cells().exclude()).isEqualTo(Set.of());
        assertThat(next.intervals().monitor().toSeconds()).isEqualTo(3);
        assertThat(next.rebalancing().threshold()).isEqualTo(7);
        assertThat(level("ROOT")).isEqualTo(Level.WARN);
        assertThat(level("io.mitosis.bpf")).isEqualTo(Level.DEBUG);

        write("log-level: info\n");
        reload.read();
        assertThat(level("ROOT")).isEqualTo(Level.INFO);
        assertThat(level("io.mitosis.bpf")).isNull();
    }

    @Test
    void whatCanChangeChangesAndTheRestWaitsForARestart() throws IOException {
        Reload<SchedulerConfig> reload = reload("placement: topology\n");
        SchedulerConfig before = reload.read().inForce();
        write(ALL);
        Reload.Result<SchedulerConfig> read = reload.read();
        assertThat(read.change().live())
                .containsExactlyInAnyOrder(
                        "--cell-exclude",
                        "--cell0-min-cpus",
                        "--cell-weight",
                        "--cell-max",
                        "--attributes",
                        "--enable-rebalancing",
                        "--rebalance-cooldown-s",
                        "--rebalance-cpus-interval-s",
                        "--demand-smoothing",
                        "--rebalance-policy",
                        "--reconfiguration-interval-s",
                        "--reconcile-debounce-ms",
                        "--log-level");
        assertThat(read.change().restart())
                .containsExactlyInAnyOrder(
                        "--placement",
                        "--enable-borrowing",
                        "--enable-llc-awareness",
                        "--virt-llc",
                        "--dynamic-affinity-cpu-selection",
                        "--reject-multicpu-pinning",
                        "--enable-slice-shrinking",
                        "--slice-shrink-max-us",
                        "--slice-shrink-min-us",
                        "--debug-events",
                        "--exit-dump-len",
                        "--stats-socket",
                        "--stats-socket-mode",
                        "--metrics-listen",
                        "--relaxed-maps",
                        "--pin-root-path",
                        "--run-id");
        assertThat(read.inForce().features()).isEqualTo(before.features());
        assertThat(read.inForce().cells().placement()).isEqualTo(before.cells().placement());
        assertThat(read.inForce().cells().rootMinCpus()).isEqualTo(2);
        assertThat(read.inForce().host()).isEqualTo(before.host().withLogLevels("DEBUG"));

        assertThat(reload.read().change().live()).isEmpty();
        write("placement: topology\n");
        assertThat(reload.read().change().restart()).isEmpty();
    }

    @Test
    void toSayTheDefaultIsNoChange() throws IOException {
        Reload<SchedulerConfig> reload = reload("cell-exclude: [a, b]\n");
        write("cell-exclude: [b, a]\ncell0-min-cpus: 0\nplacement: topology\n");
        assertThat(reload.read().change()).isEqualTo(new SettingsChange(List.of(), List.of()));
    }

    @Test
    void aBadFileChangesNothing() throws IOException {
        Reload<SchedulerConfig> reload = reload("log-level: info\n");
        reload.read();
        write("log-level: debug\ncell0-min-cpus: many\n");
        assertThatThrownBy(reload::read)
                .isInstanceOf(UsageException.class)
                .hasMessage(temp.resolve("mitosis.yaml")
                        + ", line 2: cell0-min-cpus: \"many\" is not a whole number from 0 to 2147483647");
        assertThat(level("ROOT")).isEqualTo(Level.INFO);
        Files.delete(temp.resolve("mitosis.yaml"));
        assertThatThrownBy(reload::read).isInstanceOf(UsageException.class).hasMessageContaining("does not exist");
    }

    private Reload<SchedulerConfig> reload(String text) throws IOException {
        write(text);
        Map<String, String> environment = Map.of("MITOSIS_REBALANCE_THRESHOLD", "7");
        ParseResult parsed = MitosisCommand.commandLine(environment)
                .parseArgs("--cpuset-cells", "--monitor-interval-s=3", "--config=" + temp.resolve("mitosis.yaml"));
        return new FileReload<>(
                SchedulerOptions.inFiles(),
                SchedulerOptions.values(parsed, environment),
                () -> SchedulerOptions.values(parsed, environment),
                SchedulerOptions::config);
    }

    private void write(String text) throws IOException {
        Files.writeString(temp.resolve("mitosis.yaml"), text);
    }

    private static Level level(String logger) {
        return ((LoggerContext) LoggerFactory.getILoggerFactory())
                .getLogger(logger)
                .getLevel();
    }
}
