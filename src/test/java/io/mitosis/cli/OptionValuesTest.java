// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mitosis.cells.config.Placement;
import io.mitosis.exit.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the value of an option comes from. */
class OptionValuesTest {
    @TempDir
    private Path temp;

    @Test
    void theCommandLineCountsMoreThanTheEnvironmentAndThatMoreThanTheFile() throws IOException {
        Path file = file("cell0-min-cpus: 1", "rebalance-threshold: 1", "run-id: 1");
        OptionValues values = CommandLines.parse(
                Map.of("MITOSIS_CONFIG", file.toString(), "MITOSIS_REBALANCE_THRESHOLD", "2", "MITOSIS_RUN_ID", "2"),
                "--run-id=3");
        assertThat(values.get(CellOptions.ROOT_MIN_CPUS)).isEqualTo(1);
        assertThat(values.get(RebalanceOptions.THRESHOLD)).isEqualTo(2);
        assertThat(values.find(RunOptions.RUN_ID)).contains(3L);
        assertThat(values.get(RunOptions.EXIT_DUMP_LENGTH)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "true,  true,  --enable-borrowing,       true",
        "false, false, --enable-borrowing,       true",
        "true,  true,  --enable-borrowing=false, false",
        "true,  false, -v,                       false",
        "false, true,  -v,                       true",
        "true,  '',    -v,                       true",
    })
    void aSwitchIsAsTheFirstThatNamesItSays(String file, String variable, String argument, boolean on)
            throws IOException {
        OptionValues values = CommandLines.parse(
                Map.of("MITOSIS_ENABLE_BORROWING", variable),
                "--config=" + file("enable-borrowing: " + file),
                argument);
        assertThat(values.get(CellOptions.BORROWING)).isEqualTo(on);
    }

    @Test
    void repeatedOptionsAreListsInAFileAndSeparatedByCommasInTheEnvironment() throws IOException {
        String config = "--config=" + file("cell-exclude: [a, 'b,c', 7]", "placement: linear");
        assertThat(CommandLines.parse(config).all(CellOptions.EXCLUDE)).containsExactly("a", "b,c", "7");
        assertThat(CommandLines.parse(config).get(CellOptions.PLACEMENT)).isEqualTo(Placement.LINEAR);
        assertThat(CommandLines.parse(Map.of("MITOSIS_CELL_EXCLUDE", "d,e"), config)
                        .all(CellOptions.EXCLUDE))
                .containsExactly("d", "e");
        assertThat(CommandLines.parse("--config=" + file("cell-exclude: a")).all(CellOptions.EXCLUDE))
                .containsExactly("a");
    }

    @Test
    void aValueThatLooksLikeAnOptionIsAttached() {
        assertThat(CommandLines.parse("--cell-exclude=--odd", "--cell-exclude=-x")
                        .all(CellOptions.EXCLUDE))
                .containsExactly("--odd", "-x");
        OptionValues values = CommandLines.parse("--enable-borrowing", "--foo", "--undefok", "foo");
        assertThat(values.get(CellOptions.BORROWING)).isTrue();
        assertThat(values.undefined().ignored()).containsExactly("--foo");
    }

    @Test
    void aParentCanBeTakenBack() throws IOException {
        OptionValues values = CommandLines.parse(
                "--config=" + file("cell-parent-cgroup: /w"), "--cell-parent-cgroup=", "--cpuset-cells");
        assertThat(SchedulerOptions.config(values).selection())
                .isEqualTo(SchedulerOptions.config(CommandLines.parse("--cpuset-cells"))
                        .selection());
    }

    @Test
    void everyOptionHasAVariableAndAKeyOfItsOwn() {
        assertThat(CellOptions.ROOT_MIN_CPUS.variable()).isEqualTo("MITOSIS_CELL0_MIN_CPUS");
        assertThat(SchedulerOptions.all().stream().map(Option::variable)).doesNotHaveDuplicates();
        assertThat(SchedulerOptions.inFiles())
                .doesNotContain(RunOptions.CONFIG, StatsOptions.MONITOR, StatsOptions.HELP_STATS)
                .hasSize(SchedulerOptions.all().size() - 3);
    }

    @Test
    void aMistakeIsLookedForWhereItWasMade() throws IOException {
        assertThatThrownBy(
                        () -> CommandLines.parse(Map.of("MITOSIS_RUN_ID", "x")).find(RunOptions.RUN_ID))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("MITOSIS_RUN_ID: \"x\" is not a whole number");
        Path file = file("# a comment", "", "run-id: x");
        assertThatThrownBy(() -> CommandLines.parse("--config=" + file).find(RunOptions.RUN_ID))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(file + ", line 3: run-id: \"x\" is not a whole number");
    }

    private Path file(String... lines) throws IOException {
        return Files.write(temp.resolve("mitosis.yaml"), List.of(lines));
    }
}
