// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** Options that older units and scripts give. They are accepted and do nothing. */
final class LegacyOptions {
    static final Option<Boolean> CPU_CONTROLLER_DISABLED =
            Option.flag("cpu-controller-disabled", "No effect: it works either way.");
    static final Option<Boolean> EXITING_TASK_WORKAROUND = Option.of(
            "exiting-task-workaround", Choice.BOOL, "No effect: exiting tasks are always handled. Default: true");
    static final Option<Boolean> SPLIT_VTIME_UPDATES =
            Option.flag("split-vtime-updates", "No effect: time is always accounted for in one place.");
    static final Option<Boolean> LOCKLESS_PEEK =
            Option.flag("use-lockless-peek", "No effect: it is used wherever the kernel has it.");
    static final Option<Boolean> VERBOSE = new Option<>(
            "verbose",
            "false",
            true,
            Choice.BOOL,
            OptionSpec.builder("-v", "--verbose")
                    .type(List.class)
                    .auxiliaryTypes(Boolean.class)
                    .arity("0")
                    .description("Deprecated, no effect: use --log-level."),
            false,
            null);

    static final List<Option<?>> ALL =
            List.of(CPU_CONTROLLER_DISABLED, EXITING_TASK_WORKAROUND, SPLIT_VTIME_UPDATES, LOCKLESS_PEEK, VERBOSE);

    /** Options without effect whose use is not worth a warning. */
    static final List<Option<?>> NOTHING =
            List.of(CPU_CONTROLLER_DISABLED, EXITING_TASK_WORKAROUND, SPLIT_VTIME_UPDATES, LOCKLESS_PEEK);

    private LegacyOptions() {}
}
