// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.scheduler.MachineInspection.Item;
import io.mitosis.scheduler.MachineInspection.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckCommandTest {
    private static final Item FINE = new Item("libbpf", Verdict.FINE, "1.7");
    private static final Item MISSING = new Item("sched_ext", Verdict.MISSING, "this kernel has no sched_ext");
    private static final Item TAKEN = new Item("other schedulers", Verdict.TAKEN, "already running: simple");

    @Test
    void aLineSaysWhetherItIsFineAndWhatItIs() {
        assertThat(CheckCommand.line(FINE)).isEqualTo("ok    libbpf            1.7");
        assertThat(CheckCommand.line(MISSING)).isEqualTo("FAIL  sched_ext         this kernel has no sched_ext");
    }

    @Test
    void theExitCodeIsThatOfAStart() {
        assertThat(CheckCommand.exitCode(List.of(FINE, FINE))).isZero();
        assertThat(CheckCommand.exitCode(List.of(FINE, TAKEN))).isEqualTo(4);
        assertThat(CheckCommand.exitCode(List.of(MISSING, TAKEN))).isEqualTo(3);
    }
}
