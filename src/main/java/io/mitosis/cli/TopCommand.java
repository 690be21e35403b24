// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.cells.top.Top;
import io.mitosis.cells.top.TopSettings;
import java.io.Console;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code mitosis top}: a live table of what each cell gets. */
final class TopCommand implements Callable<Integer> {
    private static final String KEYS = "On a terminal the table refreshes in place; c, n, p, u, w, b, l and v sort it,"
            + " r reverses the order, m shows limits (cpu.max) or cells, arrow keys scroll, q quits. Otherwise a new table is printed each"
            + " interval. NO_COLOR is respected.";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private TopCommand() {
        spec.name("top");
        spec.usageMessage()
                .header("Shows what each cell gets, as a table that refreshes.", "")
                .description("", KEYS);
        TopOptions.ALL.forEach(option -> spec.addOption(option.spec()));
        HelpOptions.addTo(spec, new OptionSection("Options", TopOptions.ALL));
    }

    static CommandLine commandLine() {
        return new CommandLine(new TopCommand().spec);
    }

    @Override
    public Integer call() throws IOException {
        CommandLine command = spec.commandLine();
        OptionValues values = new OptionValues(command.getParseResult(), System.getenv(), ConfigFile.NONE);
        boolean once = values.get(TopOptions.ONCE);
        TopSettings settings = new TopSettings(
                values.get(StatsOptions.SOCKET),
                values.get(TopOptions.INTERVAL),
                values.get(TopOptions.LIMITS),
                values.get(TopOptions.SORT),
                once,
                !once && isTerminal(),
                mayColour(System.getenv()));
        return new Top(settings, command.getOut(), command.getErr()).run() ? ExitCodes.FINE : ExitCodes.UNEXPECTED;
    }

    /** Returns whether keys come from a terminal and output goes to one that can do more than print. */
    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
                && !"dumb".equals(System.getenv().getOrDefault("TERM", "dumb"));
    }

    /** As no-color.org has it: any text but the empty one says no. */
    static boolean mayColour(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty();
    }
}
