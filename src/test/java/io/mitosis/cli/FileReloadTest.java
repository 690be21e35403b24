// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.mitosis.config.SchedulerConfig;
import io.mitosis.exit.UsageException;
import io.mitosis.scheduler.ConfigReload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class FileReloadTest {
    @TempDir
    private Path temp;

    @AfterEach
    void logAsBefore() {
        LogLevels.parse("info").apply();
    }

    @Test
    void theFileIsReadAnewAndTheRestIsAsBefore() throws IOException {
        ConfigReload reload = reload("cell0-min-cpus: 1\ncell-exclude: a\n");
        assertThat(reload.read().cells().rootMinCpus()).isEqualTo(1);

        write("cell0-min-cpus: 2\nmonitor-interval-s: 9\nlog-level: warn,bpf=debug\n");
        SchedulerConfig next = reload.read();

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
    void aBadFileChangesNothing() throws IOException {
        ConfigReload reload = reload("log-level: info\n");
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

    private ConfigReload reload(String text) throws IOException {
        write(text);
        Map<String, String> environment = Map.of("MITOSIS_REBALANCE_THRESHOLD", "7");
        return new FileReload(
                MitosisCommand.commandLine(environment)
                        .parseArgs(
                                "--cpuset-cells", "--monitor-interval-s=3", "--config=" + temp.resolve("mitosis.yaml")),
                environment);
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
