// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.cells.CellsModule;
import io.mitosis.cells.config.SchedulerConfig;
import io.mitosis.cells.stats.Metrics;
import io.mitosis.host.Host;
import io.mitosis.host.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code mitosis [OPTIONS]}: runs the scheduler until a signal or the kernel ends it. */
final class MitosisCommand implements Callable<Integer> {
    private static final String WHAT = "Each direct child of the parent cgroup becomes a cell: a set of tasks that is"
            + " scheduled on CPUs of its own. All other tasks share cell 0.";
    private static final String REQUIRED = "One of --cell-parent-cgroup and --cpuset-cells is required.";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final Map<String, String> environment;

    private MitosisCommand(Map<String, String> environment) {
        this.environment = environment;
        spec.name("mitosis").versionProvider(new VersionText());
        spec.usageMessage()
                .header("Gives each child of a cgroup CPUs of its own.", "")
                .description("", WHAT, "", REQUIRED)
                .footer("", HelpOptions.sources(CellOptions.ROOT_MIN_CPUS, CellOptions.BORROWING))
                .commandListHeading("%nCommands:%n");
        SchedulerOptions.all().forEach(option -> spec.addOption(option.spec()));
        HelpOptions.addTo(spec, SchedulerOptions.SECTIONS.toArray(OptionSection[]::new));
        spec.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print the version, the commit and the system it was built for.")
                .build());
        // They are looked at once it is known what --undefok lets pass.
        spec.parser().unmatchedArgumentsAllowed(true);
    }

    /**
     * Makes the command for a process.
     *
     * @param environment its variables
     * @param arguments what is to be parsed
     */
    static CommandLine commandLine(Map<String, String> environment, String... arguments) {
        MitosisCommand command = new MitosisCommand(environment);
        // Each takes as long to make as all the rest of the command line, and a daemon needs none of them.
        if (Subcommands.mayBeAskedFor(arguments)) {
            Subcommands.addTo(command.spec, environment);
        }
        return new CommandLine(command.spec)
                .setAllowOptionsAsOptionParameters(false)
                .setExpandAtFiles(false)
                .setExecutionStrategy(MitosisCommand::execute)
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler(new FailureHandler());
    }

    /** Runs the command that was named. What stands before its name would be an option of the scheduler. */
    private static int execute(ParseResult parsed) {
        if (parsed.hasSubcommand() && !parsed.isUsageHelpRequested() && !parsed.isVersionHelpRequested()) {
            List<String> before = parsed.unmatched().isEmpty()
                    ? parsed.matchedOptions().stream()
                            .map(OptionSpec::longestName)
                            .toList()
                    : parsed.unmatched();
            if (!before.isEmpty()) {
                throw new ParameterException(
                        parsed.commandSpec().commandLine(),
                        before.getFirst() + ": options of "
                                + parsed.subcommand().commandSpec().name() + " stand behind its name");
            }
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    @Override
    public Integer call() {
        ParseResult parsed = spec.commandLine().getParseResult();
        OptionValues values = SchedulerOptions.values(parsed, environment);
        if (values.get(StatsOptions.HELP_STATS)) {
            spec.commandLine().getOut().print(Metrics.help());
            spec.commandLine().getOut().flush();
            return ExitCodes.FINE;
        }
        SchedulerOptions.refuseUnknown(values);
        Optional<Duration> interval = values.find(StatsOptions.MONITOR);
        if (interval.isPresent()) {
            return MonitorRun.run(
                    values.get(StatsOptions.SOCKET),
                    interval.get(),
                    spec.commandLine().getErr());
        }
        SchedulerConfig config = SchedulerOptions.config(values);
        values.get(RunOptions.LOG_LEVEL).apply();
        values.undefined().ignored().forEach(this::reportIgnored);
        OptionNotes.log(values);
        CellsModule cells = new CellsModule(
                config,
                new FileReload<>(
                        SchedulerOptions.inFiles(),
                        values,
                        () -> SchedulerOptions.values(parsed, environment),
                        SchedulerOptions::config));
        new Host(cells, Version.read(), System.err, environment).run();
        return ExitCodes.FINE;
    }

    private void reportIgnored(String flag) {
        FailureHandler.warning(spec.commandLine().getErr(), "ignored the unknown flag " + flag + ", as --undefok asks");
    }
}
