// SPDX-License-Identifier: Apache-2.0
package io.mitosis.exit;

/**
 * Reads the bits of a scheduler's exit code as the running kernel defines them: {@code enum scx_exit_code}.
 *
 * @param restartAction the value of {@code SCX_ECODE_ACT_RESTART}
 */
public record ExitCode(long restartAction) {
    /** Refuses a value that no exit code could carry. */
    public ExitCode {
        if (restartAction == 0) {
            throw new IllegalArgumentException("SCX_ECODE_ACT_RESTART is 0");
        }
    }

    /** Returns whether the scheduler should be loaded again after this end. */
    public boolean asksForRestart(ExitInfo info) {
        return (info.exitCode() & restartAction) != 0;
    }
}
