// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.demand.RebalanceSettings;
import io.mitosis.exit.UsageException;
import io.mitosis.scheduler.CellSelection;
import io.mitosis.scheduler.CellSettings;
import io.mitosis.scheduler.Intervals;
import io.mitosis.scheduler.SchedulerConfig;
import java.time.Duration;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options of the scheduler, and the configuration that they make.
 *
 * <p>They are declared by calls, not by annotations: to read annotations costs the start of the daemon more time than
 * all the rest of the command line.
 */
final class SchedulerOptions {
    private static final String CELL_PARENT_CGROUP = "--cell-parent-cgroup";
    private static final String CELL_EXCLUDE = "--cell-exclude";
    private static final String MONITOR_INTERVAL = "--monitor-interval-s";
    private static final String EXIT_DUMP_LENGTH = "--exit-dump-len";
    private static final String LOG_LEVEL = "--log-level";

    private SchedulerOptions() {}

    static void addTo(CommandSpec command) {
        command.addOption(option(CELL_PARENT_CGROUP, "PATH", String.class)
                .description("The parent of the cells: a directory, or a path inside the cgroup hierarchy. Required.")
                .build());
        command.addOption(option(CELL_EXCLUDE, "NAME", Set.class)
                .auxiliaryTypes(String.class)
                .converters(new ChildName())
                .description("Keep this child in cell 0. May be repeated.")
                .build());
        command.addOption(option(MONITOR_INTERVAL, "SECONDS", Duration.class)
                .converters(new WholeSeconds())
                .description("How often usage is collected, 1 or more. Default: 1")
                .build());
        command.addOption(option(EXIT_DUMP_LENGTH, "BYTES", Integer.class)
                .converters(new ByteCount())
                .description("Size of the kernel's debug dump. Default: 0, the kernel's own")
                .build());
        command.addOption(option(LOG_LEVEL, "LEVEL[,LOGGER=LEVEL...]", LogLevels.class)
                .converters(new LogLevels.Converter())
                .description("error, warn, info, debug or trace; a logger is a package, as in info,bpf=debug."
                        + " Default: info")
                .build());
        command.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this help.")
                .build());
        command.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print the version, the commit and the system it was built for.")
                .build());
    }

    static SchedulerConfig config(ParseResult parsed) {
        String parent = value(parsed, CELL_PARENT_CGROUP, "");
        if (parent.isEmpty()) {
            throw new UsageException("--cell-parent-cgroup is required: name the parent of the cells");
        }
        CellSettings cells = new CellSettings(
                value(parsed, CELL_EXCLUDE, Set.of()),
                CellSettings.DEFAULT.rootMinCpus(),
                CellSettings.DEFAULT.weighting(),
                CellSettings.DEFAULT.placement(),
                CellSettings.DEFAULT.borrowing());
        Intervals intervals = new Intervals(
                value(parsed, MONITOR_INTERVAL, Intervals.DEFAULT.monitor()),
                Intervals.DEFAULT.reconfiguration(),
                Intervals.DEFAULT.debounce());
        return new SchedulerConfig(
                new CellSelection.ChildrenOf(parent),
                cells,
                RebalanceSettings.DEFAULT,
                intervals,
                value(parsed, EXIT_DUMP_LENGTH, 0),
                0,
                null);
    }

    static LogLevels logLevels(ParseResult parsed) {
        return value(parsed, LOG_LEVEL, LogLevels.INFO);
    }

    private static OptionSpec.Builder option(String name, String label, Class<?> type) {
        return OptionSpec.builder(name).paramLabel(label).type(type);
    }

    private static <T> T value(ParseResult parsed, String option, T absent) {
        return parsed.matchedOptionValue(option, absent);
    }
}
