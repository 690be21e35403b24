// SPDX-License-Identifier: Apache-2.0
package io.mitosis.exit;

/**
 * Decodes a scheduler's exit code as the running kernel defines it: {@code enum scx_exit_code}.
 *
 * @param restartAction the bit {@code SCX_ECODE_ACT_RESTART}
 * @param hotplugReason the value {@code SCX_ECODE_RSN_HOTPLUG} of the reason bits
 */
public record ExitCode(long restartAction, long hotplugReason) {
    private static final long REASON = 0xffffL << 32;

    /** Refuses values that no exit code could carry. */
    public ExitCode {
        if (restartAction == 0 || hotplugReason == 0) {
            throw new IllegalArgumentException(
                    "SCX_ECODE_ACT_RESTART is " + restartAction + ", SCX_ECODE_RSN_HOTPLUG is " + hotplugReason);
        }
    }

    /** Returns whether the scheduler should be loaded again after this end. */
    public boolean asksForRestart(ExitInfo info) {
        return (info.exitCode() & restartAction) != 0;
    }

    /** Returns whether the scheduler ended because a CPU came or went. */
    public boolean isHotplug(ExitInfo info) {
        return (info.exitCode() & REASON) == hotplugReason;
    }
}
