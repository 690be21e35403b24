// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mitosis.exit.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing yet\n", "---\n", "{}\n", "--- # nothing\n...\n"})
    void aFileMaySayNothing(String text) throws IOException {
        assertThat(read(text).entries()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run-id: 1~run-id: 2| line 2: run-id is given more than once",
                "~~rebalanse-threshold: 2| line 3: unknown key rebalanse-threshold; did you mean rebalance-threshold?",
                "--run-id: 2| line 1: unknown key --run-id; did you mean run-id?",
                "run_id: 2| line 1: unknown key run_id; did you mean run-id?",
                "config: a| line 1: config cannot be set by a file",
                "monitor: 1| line 1: monitor cannot be set by a file",
                "help: true| line 1: unknown key help; keys are the options that --help lists, without dashes in front",
                "run-id:| line 1: run-id needs a value",
                "run-id: [1]| line 1: run-id takes one value, not a list",
                "cell-exclude: [a, [b]]| line 1: cell-exclude takes a value or a list of values, and nothing deeper",
                "cell-exclude: {a: b}| line 1: cell-exclude takes a value or a list of values, and nothing deeper",
                "run-id: &x 1~cell0-min-cpus: *x| line 2: cell0-min-cpus: aliases are not read",
                "- run-id| line 1: keys and values are expected, as in \"cell0-min-cpus: 1\"",
                "run-id| line 1: keys and values are expected, as in \"cell0-min-cpus: 1\"",
                "run-id: 1~---~run-id: 1| line 3: a second document",
                "run-id: 1~\trun-id: 1| line 2: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)",
                "run-id: [1| line 1: expected ',' or ']', but got <stream end>",
                "run-id: 'a| line 1: found unexpected end of stream",
                "run-id: a\u0001b| line 1: special characters are not allowed",
                "run-id: 1~ cell0-min-cpus: [| line 2: mapping values are not allowed here",
            })
    void aMistakeIsOneLineWithItsPlace(String text, String line) {
        assertThatThrownBy(() -> read(text.replace('~', '\n')))
                .isInstanceOf(UsageException.class)
                .hasMessage(path() + ", " + line);
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        assertThatThrownBy(() -> ConfigFile.read(path() + "x", SchedulerOptions.all()))
                .hasMessage("cannot read the configuration file " + path() + "x: it does not exist");
        assertThatThrownBy(() -> ConfigFile.read(temp.toString(), SchedulerOptions.all()))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("cannot read the configuration file " + temp + ": ");
        Files.write(path(), new byte[] {(byte) 0xff});
        assertThatThrownBy(() -> ConfigFile.read(path().toString(), SchedulerOptions.all()))
                .hasMessage("cannot read the configuration file " + path() + ": it is not UTF-8");
    }

    @ParameterizedTest
    @CsvSource({"yes, true", "no, false", "on, true", "'\"Off\"', false", "True, true", "FALSE, false"})
    void aSwitchIsWrittenAsInOtherFiles(String text, String value) throws IOException {
        assertThat(read("enable-borrowing: " + text).given(CellOptions.BORROWING))
                .hasValueSatisfying(given -> assertThat(given.texts()).containsExactly(value));
        assertThat(read("virt-llc: " + text).given(DataPlaneOptions.VIRTUAL_LLC))
                .hasValueSatisfying(given -> assertThat(given.texts()).containsExactly(value));
        assertThat(read("cell-exclude: " + text).given(CellOptions.EXCLUDE))
                .hasValueSatisfying(given -> assertThat(given.texts()).containsExactly(text.replace("\"", "")));
    }

    @Test
    @Timeout(10)
    void aFileThatCouldHoldTheSchedulerUpIsRefused() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", path().toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(() -> ConfigFile.read(path().toString(), SchedulerOptions.all()))
                .hasMessage("cannot read the configuration file " + path() + ": it is not a regular file");
        Files.delete(path());
        assertThat(read("#" + " ".repeat((1 << 16) - 1)).entries()).isEmpty();
        assertThatThrownBy(() -> read("#" + " ".repeat(1 << 16)))
                .isInstanceOf(UsageException.class)
                .hasMessage("cannot read the configuration file " + path() + ": it is longer than 65536 bytes");
    }

    private Path path() {
        return temp.resolve("mitosis.yaml");
    }

    private ConfigFile read(String text) throws IOException {
        Files.writeString(path(), text);
        return ConfigFile.read(path().toString(), SchedulerOptions.all());
    }
}
