// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.cells.PreflightReport;
import io.mitosis.cells.PreflightReport.Item;
import io.mitosis.cells.PreflightReport.Verdict;
import io.mitosis.cells.config.CellSelection;
import io.mitosis.text.Printable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code mitosis check}: says whether this machine can run the scheduler, and loads nothing. */
final class CheckCommand implements Callable<Integer> {
    private static final String NAME = "check";
    private static final Option<String> FILE = Option.of(
            RunOptions.CONFIG.name(),
            "FILE",
            "",
            text -> text,
            "The configuration file of a run; all of it is checked.");
    private static final OptionSection CELLS = new OptionSection(
            "Which cgroups are to be cells, if that is to be checked, too",
            List.of(CellOptions.PARENT, CellOptions.CPUSET_CELLS, FILE));

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private CheckCommand() {
        spec.name(NAME);
        spec.usageMessage()
                .header("Says whether this machine can run the scheduler, and loads nothing.", "")
                .description(
                        "",
                        "One line for each thing that is needed: ok, or FAIL and how to fix it."
                                + " The environment is not read. Ends with 0, with 2 if an option cannot be right, with"
                                + " 3 if something fails, or with 4 if only another scheduler is in the way.");
        CELLS.options().forEach(option -> spec.addOption(option.spec()));
        HelpOptions.addTo(spec, CELLS);
    }

    static CommandLine commandLine() {
        return new CommandLine(new CheckCommand().spec);
    }

    @Override
    public Integer call() {
        List<Item> items = new PreflightReport().items(selection());
        PrintWriter out = spec.commandLine().getOut();
        items.forEach(item -> out.println(line(item)));
        out.flush();
        return exitCode(items);
    }

    /** Returns which cgroups are to be cells; null if nothing says so. All of a file is checked. */
    private @Nullable CellSelection selection() {
        OptionValues values = SchedulerOptions.values(spec.commandLine().getParseResult(), Map.of());
        boolean asked =
                CELLS.options().stream().anyMatch(option -> values.given(option).isPresent());
        return asked ? SchedulerOptions.config(values).selection() : null;
    }

    static String line(Item item) {
        return String.format(
                "%-4s  %-16s  %s",
                item.verdict() == Verdict.FINE ? "ok" : "FAIL", item.name(), Printable.line(item.text()));
    }

    static int exitCode(List<Item> items) {
        List<Verdict> verdicts = items.stream().map(Item::verdict).toList();
        if (verdicts.contains(Verdict.MISSING)) {
            return ExitCodes.UNSUPPORTED_MACHINE;
        }
        return verdicts.contains(Verdict.TAKEN) ? ExitCodes.CONFLICT : ExitCodes.FINE;
    }
}
