// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the command line answers, line by line. */
class MitosisCommandTest {
    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("", "--cell-parent-cgroup is required: name the parent of the cells"),
                Arguments.of("--cell-parent-cgroup=", "--cell-parent-cgroup is required: name the parent of the cells"),
                Arguments.of(
                        "--cell-parent-cgrup /w",
                        "unknown option --cell-parent-cgrup; did you mean --cell-parent-cgroup?"),
                Arguments.of("--loglevel=info", "unknown option --loglevel; did you mean --log-level?"),
                Arguments.of("--foo", "unknown option --foo; mitosis --help lists the options"),
                Arguments.of("-x", "unknown option -x; mitosis --help lists the options"),
                Arguments.of("plan", "unexpected argument \"plan\""),
                Arguments.of("--cell-parent-cgroup", "--cell-parent-cgroup needs a value: PATH"),
                Arguments.of("--cell-parent-cgroup --log-level debug", "--cell-parent-cgroup needs a value: PATH"),
                Arguments.of("--monitor-interval-s", "--monitor-interval-s needs a value: SECONDS"),
                Arguments.of(
                        "--monitor-interval-s 0", "--monitor-interval-s: \"0\" is not a whole number of at least 1"),
                Arguments.of(
                        "--monitor-interval-s=-1", "--monitor-interval-s: \"-1\" is not a whole number of at least 1"),
                Arguments.of(
                        "--monitor-interval-s 1.5",
                        "--monitor-interval-s: \"1.5\" is not a whole number of at least 1"),
                Arguments.of("--cell-exclude a/b", "--cell-exclude: \"a/b\" is not the name of a child (no / in it)"),
                Arguments.of(
                        "--exit-dump-len=-1", "--exit-dump-len: \"-1\" is not a whole number from 0 to 2147483647"),
                Arguments.of(
                        "--exit-dump-len 2147483648",
                        "--exit-dump-len: \"2147483648\" is not a whole number from 0 to 2147483647"),
                Arguments.of("--log-level loud", "--log-level: \"loud\" is not one of error, warn, info, debug, trace"),
                Arguments.of("--log-level info,bpf", "--log-level: \"bpf\" is not LOGGER=LEVEL"),
                Arguments.of("--log-level info --log-level warn", "--log-level is given more than once"),
                Arguments.of("--cell-parent-cgroup /no/such", "parent cgroup /no/such does not exist"),
                Arguments.of("--cell-parent-cgroup /proc", "parent cgroup /proc is not on a cgroup2 file system"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsAnsweredInOneLineAndCode2(String arguments, String line) {
        int code = run(arguments);
        assertThat(errors).hasToString("mitosis: " + line + System.lineSeparator());
        assertThat(output).hasToString("");
        assertThat(code).isEqualTo(2);
    }

    @Test
    void helpFitsAScreenOf80Columns() {
        assertThat(run("--help")).isZero();
        assertThat(output.toString())
                .contains("--cell-parent-cgroup=PATH", "--cell-exclude=NAME", "--version")
                .doesNotContain("\u001b");
        assertThat(output.toString().lines()).allMatch(line -> line.length() <= 80);
        assertThat(errors).hasToString("");
    }

    @Test
    void versionNamesNumberCommitAndTarget() {
        assertThat(run("-V")).isZero();
        assertThat(output.toString()).matches("mitosis 0\\.1\\.0 \\(build [0-9a-z-]+, linux-[a-z0-9_]+\\)\\R");
        assertThat(errors).hasToString("");
    }

    private int run(String arguments) {
        CommandLine command = MitosisCommand.commandLine()
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(errors, true));
        return command.execute(Arrays.stream(arguments.split(" ", -1))
                .filter(part -> !part.isEmpty())
                .toArray(String[]::new));
    }
}
