// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cli.CommandLines.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopCommandTest {
    @Test
    void anAbsentServerIsALineAndAFailure() {
        Answer answer = CommandLines.run(Map.of(), List.of("top", "--once", "--stats-socket", "/no/such/socket"));
        assertThat(answer.code()).isEqualTo(ExitCodes.UNEXPECTED);
        assertThat(answer.errors())
                .isEqualTo("mitosis: no statistics from /no/such/socket (No such file or directory)\n");
        assertThat(answer.output()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--interval, 0",
        "--interval, 0.09",
        "--interval, 86401",
        "--interval, x",
        "--sort, size",
        "--stats-socket, ''"
    })
    void badValuesAreNamed(String option, String value) {
        Answer answer = CommandLines.run(Map.of(), List.of("top", "--once", option + "=" + value));
        assertThat(answer.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(answer.errors()).startsWith("mitosis: " + option + ": \"" + value + "\" is no");
        assertThat(answer.errors().lines()).hasSize(1);
    }

    @Test
    void noColorIsAnyTextButTheEmptyOne() {
        assertThat(TopCommand.mayColour(Map.of())).isTrue();
        assertThat(TopCommand.mayColour(Map.of("NO_COLOR", ""))).isTrue();
        assertThat(TopCommand.mayColour(Map.of("NO_COLOR", "0"))).isFalse();
    }
}
