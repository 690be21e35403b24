// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cli.CommandLines.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The output of the command line, line by line. */
class MitosisCommandTest {
    private static final String NO_CELLS =
            "--cell-parent-cgroup or --cpuset-cells is required: say which cgroups are the cells";

    private static final String VIRT_LLC =
            "--virt-llc: \"%s\" is not MIN-MAX, numbers of cores such as 2-8, the smaller first";

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("", NO_CELLS),
                Arguments.of("--cell-parent-cgroup=", NO_CELLS),
                Arguments.of("--cpuset-cells=false", NO_CELLS),
                Arguments.of(
                        "--cell-parent-cgroup /w --cpuset-cells",
                        "--cell-parent-cgroup and --cpuset-cells exclude each other: give one of them"),
                Arguments.of(
                        "--cell-parent-cgrup /w",
                        "unknown option --cell-parent-cgrup; did you mean --cell-parent-cgroup?"),
                Arguments.of("--loglevel=info", "unknown option --loglevel; did you mean --log-level?"),
                Arguments.of("--foo", "unknown option --foo; mitosis --help lists the options"),
                Arguments.of(
                        "--cell-exclude --cel0-min-cpus=3",
                        "unknown option --cel0-min-cpus; did you mean --cell0-min-cpus?"),
                Arguments.of("--cell-exclude --enable-borrowing", "--cell-exclude needs a value: NAME"),
                Arguments.of("plan --cpus 0-3 --cell --wieght=a=2", "unknown option --wieght; did you mean --weight?"),
                Arguments.of("--enable-borrowing --foo", "unknown option --foo; mitosis --help lists the options"),
                Arguments.of("--enable-borrowing -x", "unknown option -x; mitosis --help lists the options"),
                Arguments.of("-x", "unknown option -x; mitosis --help lists the options"),
                Arguments.of("start", "unexpected argument \"start\""),
                Arguments.of("plann", "unexpected argument \"plann\"; did you mean plan?"),
                Arguments.of("--enable-borrowing plan", "--enable-borrowing: options of plan stand behind its name"),
                Arguments.of("--foo=1 plan", "--foo=1: options of plan stand behind its name"),
                Arguments.of(
                        "plan --enable-borowing",
                        "unknown option --enable-borowing; mitosis plan --help lists the options"),
                Arguments.of(
                        "--enable-llc-awarness",
                        "unknown option --enable-llc-awarness; did you mean --enable-llc-awareness?"),
                Arguments.of("--virt-llc=8-2 --cpuset-cells", VIRT_LLC.formatted("8-2")),
                Arguments.of("--virt-llc 8", VIRT_LLC.formatted("8")),
                Arguments.of("--virt-llc=0-2", VIRT_LLC.formatted("0-2")),
                Arguments.of("--virt-llc=2-", VIRT_LLC.formatted("2-")),
                Arguments.of("--virt-llc=-2", VIRT_LLC.formatted("-2")),
                Arguments.of("--virt-llc=2-2147483648", VIRT_LLC.formatted("2-2147483648")),
                Arguments.of(
                        "--cpuset-cells --enable-work-stealing",
                        "--enable-work-stealing goes with --enable-llc-awareness: without, a cell has one queue and"
                                + " there is nothing to steal"),
                Arguments.of(
                        "--cpuset-cells --enable-slice-shrinking --slice-shrink-min-us=4000",
                        "--slice-shrink-min-us is 4000: it must be less than --slice-shrink-max-us, 4000"),
                Arguments.of(
                        "--slice-shrink-min-us=0",
                        "--slice-shrink-min-us: \"0\" is not a whole number from 1 to 2147483647"),
                Arguments.of(
                        "--slice-shrink-max-us=-5",
                        "--slice-shrink-max-us: \"-5\" is not a whole number from 1 to 2147483647"),
                Arguments.of("--debug-events=on", "--debug-events: \"on\" is not one of true, false"),
                Arguments.of("--frobnicate=/s", "unknown option --frobnicate; mitosis --help lists the options"),
                Arguments.of("--stat-socket=/s", "unknown option --stat-socket; did you mean --stats-socket?"),
                Arguments.of("--stats-socket-mode=8", "--stats-socket-mode: \"8\" is not a mode from 0 to 0777"),
                Arguments.of("--stats-socket-mode=1000", "--stats-socket-mode: \"1000\" is not a mode from 0 to 0777"),
                Arguments.of("--monitor", "--monitor needs a value: SECS"),
                Arguments.of("--monitor 0", "--monitor: \"0\" is not a number of seconds above 0"),
                Arguments.of("--monitor NaN", "--monitor: \"NaN\" is not a number of seconds above 0"),
                Arguments.of("--monitor=-0.5", "--monitor: \"-0.5\" is not a number of seconds above 0"),
                Arguments.of("--monitor 1 --bogus", "unknown option --bogus; mitosis --help lists the options"),
                Arguments.of(
                        "--foo 5 --undefok=foo",
                        "unexpected argument \"5\"; the value of a flag that is ignored is given with ="),
                Arguments.of(
                        "--undefok=--foo", "--undefok: \"--foo\" is not the name of a flag (no dashes in front, no =)"),
                Arguments.of(
                        "--undefok=foo=1", "--undefok: \"foo=1\" is not the name of a flag (no dashes in front, no =)"),
                Arguments.of("--undefok=foo,", "--undefok: \"\" is not the name of a flag (no dashes in front, no =)"),
                Arguments.of("--undefok", "--undefok needs a value: NAME,..."),
                Arguments.of("--enable-borrowing=on", "--enable-borrowing: \"on\" is not one of true, false"),
                Arguments.of("--enable-borrowing --enable-borrowing", "--enable-borrowing is given more than once"),
                Arguments.of("--exiting-task-workaround", "--exiting-task-workaround needs a value: true|false"),
                Arguments.of("--placement numa", "--placement: \"numa\" is not one of topology, linear"),
                Arguments.of("--cell-weight=cpu", "--cell-weight: \"cpu\" is not one of equal, cpu.weight"),
                Arguments.of("--cell-max=2", "--cell-max: \"2\" is not one of none, cpu.max"),
                Arguments.of(
                        "--rebalance-policy=Demand",
                        "--rebalance-policy: \"Demand\" is not one of demand, utilization"),
                Arguments.of("--rebalance-threshold -5", "--rebalance-threshold: \"-5\" is not a number of at least 0"),
                Arguments.of(
                        "--rebalance-threshold NaN", "--rebalance-threshold: \"NaN\" is not a number of at least 0"),
                Arguments.of(
                        "--rebalance-threshold 1e999",
                        "--rebalance-threshold: \"1e999\" is not a number of at least 0"),
                Arguments.of("--demand-smoothing 1.01", "--demand-smoothing: \"1.01\" is not a number from 0 to 1"),
                Arguments.of("--demand-smoothing=-0.1", "--demand-smoothing: \"-0.1\" is not a number from 0 to 1"),
                Arguments.of("--demand-smoothing 1f", "--demand-smoothing: \"1f\" is not a number from 0 to 1"),
                Arguments.of(
                        "--rebalance-cooldown-s=-1",
                        "--rebalance-cooldown-s: \"-1\" is not a whole number of at least 0"),
                Arguments.of(
                        "--rebalance-cpus-interval-s=0",
                        "--rebalance-cpus-interval-s: \"0\" is not a whole number of at least 1"),
                Arguments.of(
                        "--reconfiguration-interval-s=0",
                        "--reconfiguration-interval-s: \"0\" is not a whole number of at least 1"),
                Arguments.of(
                        "--reconcile-debounce-ms=60001",
                        "--reconcile-debounce-ms: \"60001\" is not a whole number from 0 to 60000"),
                Arguments.of(
                        "--cell0-min-cpus=1.0", "--cell0-min-cpus: \"1.0\" is not a whole number from 0 to 2147483647"),
                Arguments.of(
                        "--run-id=18446744073709551616",
                        "--run-id: \"18446744073709551616\" is not a whole number from 0 to 18446744073709551615"),
                Arguments.of("--config /no/such", "cannot read the configuration file /no/such: it does not exist"),
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
                Arguments.of("--cell-exclude a/b", "--cell-exclude: \"a/b\" is not the name of a cgroup (no / in it)"),
                Arguments.of(
                        "--exit-dump-len=-1", "--exit-dump-len: \"-1\" is not a whole number from 0 to 2147483647"),
                Arguments.of(
                        "--exit-dump-len 2147483648",
                        "--exit-dump-len: \"2147483648\" is not a whole number from 0 to 2147483647"),
                Arguments.of("--log-level loud", "--log-level: \"loud\" is not one of error, warn, info, debug, trace"),
                Arguments.of("--log-level info,bpf", "--log-level: \"bpf\" is not LOGGER=LEVEL"),
                Arguments.of("--log-level info --log-level warn", "--log-level is given more than once"),
                Arguments.of("--cell-parent-cgroup /proc/no", "parent cgroup /proc/no is not on a cgroup2 file system"),
                Arguments.of("--cell-parent-cgroup /proc", "parent cgroup /proc is not on a cgroup2 file system"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsAnsweredInOneLineAndCode2(String arguments, String line) {
        assertThat(run(arguments)).isEqualTo(new Answer(2, "", "mitosis: " + line + System.lineSeparator()));
    }

    @ParameterizedTest
    @CsvSource({
        "SCX_TIMEOUT_MS, 0, is not a whole number from 1 to 30000",
        "SCX_TIMEOUT_MS, 30001, is not a whole number from 1 to 30000",
        "SCX_TIMEOUT_MS, 1s, is not a whole number from 1 to 30000",
        "MITOSIS_ENABLE_REBALANCING, 1, 'is not one of true, false'",
        "MITOSIS_CELL_EXCLUDE, a/b, is not the name of a cgroup (no / in it)"
    })
    void aMistakeInTheEnvironmentNamesTheVariable(String variable, String value, String mistake) {
        assertThat(run(Map.of(variable, value), "--cpuset-cells"))
                .isEqualTo(new Answer(
                        2, "", "mitosis: " + variable + ": \"" + value + "\" " + mistake + System.lineSeparator()));
    }

    @Test
    void ignoredFlagsAreReported() {
        assertThat(run("--cell-parent-cgroup /proc --undefok foo,bar --bar --foo=1")
                        .errors())
                .isEqualTo("""
                        mitosis: ignored the unknown flag --bar, as --undefok asks
                        mitosis: ignored the unknown flag --foo=1, as --undefok asks
                        mitosis: parent cgroup /proc is not on a cgroup2 file system
                        """);
    }

    @Test
    void helpFitsAScreenOf80Columns() {
        Answer help = run("--help");
        assertThat(help.output())
                .contains(
                        "--cell-parent-cgroup=PATH",
                        "--cell-exclude=NAME",
                        "--virt-llc[=MIN-MAX]",
                        "--enable-borrowing  ",
                        "--version")
                .doesNotContain("\u001b", "\u00a0");
        assertThat(help.output().lines()).allMatch(line -> line.length() <= 80);
        assertThat(help.errors()).isEmpty();
        assertThat(help.code()).isZero();
    }

    @Test
    void helpNamesEveryOption() {
        String help = run("--help").output();
        assertThat(SchedulerOptions.all()).allSatisfy(option -> assertThat(help).contains(option.flag()));
    }

    @Test
    void helpListsTheCommandsAndCompletionKnowsThem() {
        for (String arguments : List.of("--help", "-h", "-vh")) {
            assertThat(run(arguments).output()).contains("  plan ", "  generate-completion ");
        }
        assertThat(run("generate-completion").output())
                .contains("complete -F _complete_mitosis", "--rebalance-threshold", "--cpus", "cpu.weight");
    }

    @Test
    void versionNamesNumberCommitAndTarget() {
        Answer version = run("-V");
        assertThat(version.output()).matches("mitosis 0\\.1\\.0 \\(build [0-9a-z-]+, linux-[a-z0-9_]+\\)\\R");
        assertThat(version.errors()).isEmpty();
        assertThat(version.code()).isZero();
    }

    private static Answer run(String arguments) {
        return run(Map.of(), arguments);
    }

    private static Answer run(Map<String, String> environment, String arguments) {
        return CommandLines.run(
                environment,
                Arrays.stream(arguments.split(" ", -1))
                        .filter(part -> !part.isEmpty())
                        .toList());
    }
}
