// SPDX-License-Identifier: Apache-2.0
package io.mitosis.exit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExitInfoTest {
    private static final String RULE = "=".repeat(80);

    @Test
    void tellsReasonAndMessage() {
        assertThat(info(1026, "runnable task stall", "web[42] failed to run for 30.1s", "")
                        .report())
                .isEqualTo("EXIT: runnable task stall (web[42] failed to run for 30.1s)");
        assertThat(info(64, "unregistered from user space", "", "").report())
                .isEqualTo("EXIT: unregistered from user space");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CPU 0\n", "CPU 0"})
    void dumpStandsBetweenRules(String dump) {
        assertThat(info(1025, "scx_bpf_error", "bad cell", dump).report())
                .isEqualTo(RULE + "\nCPU 0\n" + RULE + "\nEXIT: scx_bpf_error (bad cell)");
    }

    @Test
    void kindsFromSysrqOnAreFailures() {
        assertThat(ExitKind.RUNNING.isRunning()).isTrue();
        assertThat(ExitKind.RUNNING.isFailure()).isFalse();
        assertThat(ExitKind.UNREGISTERED_BY_USER.isFailure()).isFalse();
        assertThat(ExitKind.UNREGISTERED_BY_BPF.isFailure()).isFalse();
        assertThat(ExitKind.UNREGISTERED_BY_KERNEL.isFailure()).isFalse();
        assertThat(ExitKind.UNREGISTERED_BY_KERNEL.isRunning()).isFalse();
        assertThat(ExitKind.SYSRQ.isFailure()).isTrue();
        assertThat(ExitKind.ERROR.isFailure()).isTrue();
        assertThat(ExitKind.ERROR_BY_BPF.isFailure()).isTrue();
        assertThat(ExitKind.STALL.isFailure()).isTrue();
        assertThat(new ExitKind(4711).isFailure())
                .as("a kind of a later kernel")
                .isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new ExitKind(-1));
    }

    @Test
    void restartIsABitOfTheExitCode() {
        ExitCode codes = new ExitCode(1L << 48, 1L << 32);
        assertThat(codes.asksForRestart(new ExitInfo(ExitKind.UNREGISTERED_BY_KERNEL, 1L << 48 | 1L << 32, "", "", "")))
                .isTrue();
        assertThat(codes.asksForRestart(new ExitInfo(ExitKind.UNREGISTERED_BY_KERNEL, 1L << 32, "", "", "")))
                .isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new ExitCode(0, 1));
    }

    private static ExitInfo info(int kind, String reason, String message, String dump) {
        return new ExitInfo(new ExitKind(kind), 0, reason, message, dump);
    }
}
