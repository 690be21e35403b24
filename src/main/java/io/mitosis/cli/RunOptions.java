// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import java.util.List;

/** How a run shows itself, and where its settings come from. */
final class RunOptions {
    static final Option<LogLevels> LOG_LEVEL = Option.of(
                    "log-level",
                    "LEVEL[,LOGGER=LEVEL...]",
                    "info",
                    LogLevels::parse,
                    "error, warn, info, debug or trace; a logger is a package, as in info,bpf=debug. debug shows the options in"
                            + " force; with cells, also the usage of each cell per interval. Default: info")
            .live();
    static final Option<Integer> EXIT_DUMP_LENGTH = Option.of(
            "exit-dump-len",
            "BYTES",
            "0",
            text -> Numbers.integer(text, 0, Integer.MAX_VALUE),
            "Size of the kernel's debug dump. Default: 0, the kernel's own");
    static final Option<Long> RUN_ID =
            Option.of("run-id", "N", "", Numbers::unsigned, "A number for the log, to find a run by. Default: none");
    static final Option<String> CONFIG =
            Option.of("config", "FILE", "", text -> text, "Read options from a YAML file; SIGHUP reads it again.");
    static final Option<List<String>> UNDEFOK = Option.repeated(
            "undefok",
            "NAME,...",
            UndefinedFlags::names,
            "Flags of the command line to ignore if they are unknown, by their names without dashes in front; with a"
                    + " value, only as --NAME=VALUE.");

    static final List<Option<?>> ALL = List.of(LOG_LEVEL, EXIT_DUMP_LENGTH, RUN_ID, CONFIG, UNDEFOK);

    private RunOptions() {}
}
