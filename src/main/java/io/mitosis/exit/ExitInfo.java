// SPDX-License-Identifier: Apache-2.0
package io.mitosis.exit;

/**
 * What the kernel says of the BPF scheduler's end: {@code struct scx_exit_info}.
 *
 * @param kind why it ended
 * @param exitCode the exit code, bits that {@link ExitCode} reads
 * @param reason the kernel's words for the kind, empty while the scheduler runs
 * @param message what the one who ended it said, possibly empty
 * @param dump the kernel's debug dump, empty if there is none
 */
public record ExitInfo(ExitKind kind, long exitCode, String reason, String message, String dump) {
    private static final String RULE = "=".repeat(80);

    /** Returns the line that tells of the end: {@code EXIT: reason (message)}. */
    public String summary() {
        return "EXIT: " + reason + (message.isEmpty() ? "" : " (" + message + ")");
    }

    /** Returns all that is told of the end: the dump, if there is one, between two rules, then the summary. */
    public String report() {
        if (dump.isEmpty()) {
            return summary();
        }
        String newline = dump.endsWith("\n") ? "" : "\n";
        return RULE + "\n" + dump + newline + RULE + "\n" + summary();
    }
}
