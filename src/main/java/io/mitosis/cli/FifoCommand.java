// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.fifo.FifoModule;
import io.mitosis.fifo.FifoSettings;
import io.mitosis.host.Host;
import io.mitosis.host.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code mitosis fifo}: runs the scheduler that is the template of one. */
final class FifoCommand implements Callable<Integer> {
    private static final String WHAT =
            "The template for a scheduler in Java: one queue for the whole machine. It isolates"
                    + " nobody. SIGHUP reads the file again. `mitosis --monitor` and sd_notify work as with the cells;"
                    + " `mitosis check` does not check this scheduler.";

    static final Option<Duration> SLICE = Option.of(
                    "slice-us",
                    "US",
                    "20000",
                    text -> Duration.ofNanos(1000L * Numbers.integer(text, 1, Integer.MAX_VALUE)),
                    "How long a task may run at a stretch, in microseconds. Default: 20000")
            .live();

    static final List<Option<?>> OPTIONS = options();

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final Map<String, String> environment;

    private FifoCommand(Map<String, String> environment) {
        this.environment = environment;
        spec.name("fifo");
        spec.usageMessage()
                .header("Runs a scheduler with one queue.", "")
                .description("", WHAT)
                .footer("", HelpOptions.sources(IntervalOptions.MONITOR, LibbpfOptions.RELAXED_MAPS));
        OPTIONS.forEach(option -> spec.addOption(option.spec()));
        HelpOptions.addTo(spec, new OptionSection("Options", OPTIONS));
    }

    private static List<Option<?>> options() {
        List<Option<?>> options = new ArrayList<>(List.of(SLICE, IntervalOptions.MONITOR));
        options.addAll(List.of(
                StatsOptions.SOCKET, StatsOptions.SOCKET_MODE, StatsOptions.SOCKET_GROUP, StatsOptions.METRICS));
        options.addAll(
                List.of(RunOptions.LOG_LEVEL, RunOptions.EXIT_DUMP_LENGTH, RunOptions.RUN_ID, RunOptions.CONFIG));
        options.addAll(LibbpfOptions.ALL);
        return List.copyOf(options);
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new FifoCommand(environment).spec);
    }

    @Override
    public Integer call() {
        OptionValues values = values();
        FifoSettings settings = settings(values);
        values.get(RunOptions.LOG_LEVEL).apply();
        FifoModule fifo =
                new FifoModule(settings, new FileReload<>(inFile(), values, this::values, FifoCommand::settings));
        new Host(fifo, Version.read(), System.err, environment).run();
        return ExitCodes.FINE;
    }

    private OptionValues values() {
        return OptionValues.withFile(spec.commandLine().getParseResult(), environment, OPTIONS);
    }

    private static List<Option<?>> inFile() {
        return OPTIONS.stream().filter(ConfigFile::canSet).toList();
    }

    private static FifoSettings settings(OptionValues values) {
        return new FifoSettings(SchedulerOptions.host(values), values.get(SLICE), values.get(IntervalOptions.MONITOR));
    }
}
