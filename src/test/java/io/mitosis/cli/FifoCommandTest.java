// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cli.CommandLines.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FifoCommandTest {
    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --slice-us=0 | --slice-us: "0" is not a whole number from 1 to 2147483647
                    --config=/no | cannot read the configuration file /no: it does not exist
                    --no-such | unknown option --no-such; mitosis fifo --help lists the options
                    """)
    void aMistakeIsALineAndCode2(String argument, String error) {
        assertThat(CommandLines.run(Map.of(), List.of("fifo", argument)))
                .isEqualTo(new Answer(ExitCodes.USAGE, "", "mitosis: " + error + "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cell0-min-cpus", "help-stats"})
    void anOptionOfTheCellsIsNoKeyOfItsFile(String key) throws IOException {
        Path file = Files.writeString(temp.resolve("fifo.yaml"), key + ": 1\n");
        Answer answer = CommandLines.run(Map.of(), List.of("fifo", "--config", file.toString()));
        assertThat(answer.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(answer.errors())
                .isEqualTo("mitosis: " + file + ", line 1: unknown key " + key + ";"
                        + " keys are the options that --help lists, without dashes in front\n");
    }

    @Test
    void helpSaysHowElseOptionsAreSet() {
        String help = CommandLines.run(Map.of(), List.of("fifo", "--help")).output();
        assertThat(help.lines()).allMatch(line -> line.length() <= 80);
        assertThat(help).contains("MITOSIS_MONITOR_INTERVAL_S=1", "--relaxed-maps=false");
    }
}
