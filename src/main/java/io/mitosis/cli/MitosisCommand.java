// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.scheduler.Scheduler;
import io.mitosis.scheduler.SchedulerConfig;
import io.mitosis.scheduler.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code mitosis [OPTIONS]}: runs the scheduler until it is told to stop. */
final class MitosisCommand implements Callable<Integer> {
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private MitosisCommand() {
        spec.name("mitosis").versionProvider(new VersionText());
        spec.usageMessage()
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .header("Gives each child of a cgroup CPUs of its own.")
                .description("Each direct child of the parent cgroup becomes a cell: a set of tasks that is scheduled"
                        + " on CPUs of its own. All other tasks share cell 0.");
        SchedulerOptions.addTo(spec);
    }

    static CommandLine commandLine() {
        return new CommandLine(new MitosisCommand().spec)
                .setAllowOptionsAsOptionParameters(false)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler(new FailureHandler());
    }

    @Override
    public Integer call() {
        ParseResult parsed = spec.commandLine().getParseResult();
        SchedulerConfig config = SchedulerOptions.config(parsed);
        SchedulerOptions.logLevels(parsed).apply();
        new Scheduler(config, Version.read(), System.err).run();
        return ExitCodes.FINE;
    }
}
