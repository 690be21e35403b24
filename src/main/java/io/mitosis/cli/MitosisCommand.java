// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.scheduler.Scheduler;
import io.mitosis.scheduler.SchedulerConfig;
import io.mitosis.scheduler.Version;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;

/** {@code mitosis [OPTIONS]}: runs the scheduler until it is told to stop. */
final class MitosisCommand implements Callable<Integer> {
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final Map<String, String> environment;

    private MitosisCommand(Map<String, String> environment) {
        this.environment = environment;
        spec.name("mitosis").versionProvider(new VersionText());
        spec.usageMessage()
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .header("Gives each child of a cgroup CPUs of its own.", "")
                .description(
                        "",
                        "Each direct child of the parent cgroup becomes a cell: a set of tasks that is"
                                + " scheduled on CPUs of its own. All other tasks share cell 0.")
                .footer(
                        "",
                        "Each option can also be set by the environment (MITOSIS_CELL0_MIN_CPUS=1), and then"
                                + " by a file (cell0-min-cpus: 1). The command line counts for most, the file for least."
                                + " --enable-borrowing=false overrules a switch that either turns on.");
        spec.usageMessage()
                .sectionMap()
                .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new HelpOptions(SchedulerOptions.SECTIONS));
        SchedulerOptions.all().forEach(option -> spec.addOption(option.spec()));
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this help.")
                .build());
        spec.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print the version, the commit and the system it was built for.")
                .build());
        // They are looked at once it is known what --undefok lets pass.
        spec.parser().unmatchedArgumentsAllowed(true);
    }

    /** Makes the command for a process with these variables. */
    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new MitosisCommand(environment).spec)
                .setAllowOptionsAsOptionParameters(false)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler(new FailureHandler());
    }

    @Override
    public Integer call() {
        ParseResult parsed = spec.commandLine().getParseResult();
        OptionValues values = SchedulerOptions.values(parsed, environment);
        SchedulerConfig config = SchedulerOptions.config(values);
        values.get(RunOptions.LOG_LEVEL).apply();
        values.undefined().ignored().forEach(this::reportIgnored);
        OptionNotes.log(values);
        new Scheduler(config, this::reload, Version.read(), System.err).run();
        return ExitCodes.FINE;
    }

    /** Reads the file again; the command line and the environment are what they were. */
    private SchedulerConfig reload() {
        OptionValues values = SchedulerOptions.values(spec.commandLine().getParseResult(), environment);
        SchedulerConfig config = SchedulerOptions.config(values);
        values.get(RunOptions.LOG_LEVEL).apply();
        OptionNotes.log(values);
        return config;
    }

    private void reportIgnored(String flag) {
        FailureHandler.warning(spec.commandLine().getErr(), "ignored the unknown flag " + flag + ", as --undefok asks");
    }
}
