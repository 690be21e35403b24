// SPDX-License-Identifier: Apache-2.0
package io.mitosis.exit;

/**
 * The kernel's report on the end of the BPF scheduler: {@code struct scx_exit_info}.
 *
 * @param kind the kind of exit
 * @param exitCode the exit code, which {@link ExitCode} decodes
 * @param reason the kernel's description of the kind, empty while the scheduler runs
 * @param message details of the reason, possibly empty
 * @param dump the kernel's debug dump, empty if there is none
 */
public record ExitInfo(ExitKind kind, long exitCode, String reason, String message, String dump) {
    private static final String RULE = "=".repeat(80);

    /** Returns the end in one line: {@code EXIT: reason (message)}. */
    public String summary() {
        return "EXIT: " + reason + (message.isEmpty() ? "" : " (" + message + ")");
    }

    /** Returns the full report: the dump, if there is one, between two rules, then the summary. */
    public String report() {
        if (dump.isEmpty()) {
            return summary();
        }
        String newline = dump.endsWith("\n") ? "" : "\n";
        return RULE + "\n" + dump + newline + RULE + "\n" + summary();
    }
}
