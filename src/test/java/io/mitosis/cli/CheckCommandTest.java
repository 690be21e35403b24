// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.PreflightReport.Item;
import io.mitosis.cells.PreflightReport.Verdict;
import io.mitosis.cli.CommandLines.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir
    private Path temp;

    private static final Item FINE = new Item("libbpf", Verdict.FINE, "1.7");
    private static final Item MISSING = new Item("sched_ext", Verdict.MISSING, "this kernel has no sched_ext");
    private static final Item TAKEN = new Item("other schedulers", Verdict.TAKEN, "already running: simple");

    @Test
    void aLineSaysWhetherItIsFineAndWhatItIs() {
        assertThat(CheckCommand.line(FINE)).isEqualTo("ok    libbpf            1.7");
        assertThat(CheckCommand.line(MISSING)).isEqualTo("FAIL  sched_ext         this kernel has no sched_ext");
    }

    @Test
    void mistakesAreSaidInsteadOfTheLines() throws IOException {
        String file = Files.writeString(temp.resolve("mitosis.yaml"), "cell-parent-cgroup: workloads\n")
                .toString();
        assertThat(CommandLines.run(Map.of(), List.of("check", "--config", file)))
                .isEqualTo(new Answer(2, "", "mitosis: parent cgroup workloads does not start with /\n"));
        Files.writeString(Path.of(file), "cell0-min-cpus: many\ncpuset-cells: true\n");
        assertThat(CommandLines.run(Map.of(), List.of("check", "--config", file))
                        .errors())
                .isEqualTo("mitosis: " + file
                        + ", line 1: cell0-min-cpus: \"many\" is not a whole number from 0 to 2147483647\n");
        assertThat(CommandLines.run(Map.of(), List.of("check", "--cpuset-cells", "--cell-parent-cgroup", "/a"))
                        .code())
                .isEqualTo(2);
    }

    @Test
    void theExitCodeIsThatOfAStart() {
        assertThat(CheckCommand.exitCode(List.of(FINE, FINE))).isZero();
        assertThat(CheckCommand.exitCode(List.of(FINE, TAKEN))).isEqualTo(4);
        assertThat(CheckCommand.exitCode(List.of(MISSING, TAKEN))).isEqualTo(3);
    }
}
