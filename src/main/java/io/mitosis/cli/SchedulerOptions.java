// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.cells.config.SchedulerConfig;
import io.mitosis.config.HostSettings;
import io.mitosis.exit.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * The options of the scheduler, and the configuration that they make.
 *
 * <p>They are declared by calls, not by annotations: to read annotations costs the start of the daemon more time than
 * all the rest of the command line.
 */
final class SchedulerOptions {
    private static final String TIMEOUT = "SCX_TIMEOUT_MS";
    private static final int MAX_TIMEOUT = 30_000;

    static final List<OptionSection> SECTIONS = List.of(
            new OptionSection("Cells", CellOptions.ALL),
            new OptionSection("Tasks on the CPUs of their cell", DataPlaneOptions.ALL),
            new OptionSection("CPUs follow demand", RebalanceOptions.ALL),
            new OptionSection("How often", IntervalOptions.ALL),
            new OptionSection("Statistics", StatsOptions.ALL),
            new OptionSection("The run", RunOptions.ALL),
            new OptionSection("Passed to libbpf", LibbpfOptions.ALL),
            new OptionSection("Options of scx_mitosis that have no effect here", LegacyOptions.ALL));

    private SchedulerOptions() {}

    /** Returns all options, in the order in which help shows them. */
    static List<Option<?>> all() {
        List<Option<?>> all = new ArrayList<>();
        SECTIONS.forEach(section -> all.addAll(section.options()));
        return all;
    }

    /** Returns the options that may be in a configuration file. */
    static List<Option<?>> inFiles() {
        List<Option<?>> inFiles = all();
        inFiles.removeIf(option -> !ConfigFile.canSet(option));
        return inFiles;
    }

    /**
     * Brings together what was said on the command line, in the environment and in the file that either names.
     *
     * @throws UsageException if the file cannot be read, or says what cannot be meant
     */
    static OptionValues values(ParseResult parsed, Map<String, String> environment) {
        return OptionValues.withFile(parsed, environment, all());
    }

    /**
     * Makes the configuration of a run, and looks at every option on the way.
     *
     * @throws UsageException that names the first option which cannot be right
     */
    static SchedulerConfig config(OptionValues values) {
        refuseUnknown(values);
        for (Option<?> option : all()) {
            values.all(option);
        }
        return new SchedulerConfig(
                host(values),
                CellOptions.selection(values),
                CellOptions.settings(values),
                DataPlaneOptions.settings(values),
                RebalanceOptions.settings(values),
                IntervalOptions.settings(values));
    }

    /** Returns what a run of any scheduler is asked to do. */
    static HostSettings host(OptionValues values) {
        return new HostSettings(
                values.get(RunOptions.EXIT_DUMP_LENGTH),
                timeout(values.environment().getOrDefault(TIMEOUT, "")),
                LibbpfOptions.settings(values),
                values.find(RunOptions.RUN_ID).orElse(null),
                values.get(RunOptions.LOG_LEVEL).toString(),
                StatsOptions.settings(values),
                values.find(StatsOptions.METRICS).orElse(null));
    }

    /** @throws UsageException that names the first argument which no option is called by */
    static void refuseUnknown(OptionValues values) {
        UndefinedFlags undefined = values.undefined();
        CommandLine command = values.commandLine().commandSpec().commandLine();
        if (!undefined.unknown().isEmpty()) {
            String first = undefined.unknown().getFirst();
            boolean value = !first.startsWith("-") && !undefined.ignored().isEmpty();
            throw new UsageException(UsageErrors.unknown(first, command)
                    + (value ? "; the value of a flag that is ignored is given with =" : ""));
        }
    }

    private static int timeout(String text) {
        try {
            return text.isEmpty() ? 0 : Numbers.integer(text, 1, MAX_TIMEOUT);
        } catch (IllegalArgumentException e) {
            throw new UsageException(TIMEOUT + ": " + e.getMessage(), e);
        }
    }
}
