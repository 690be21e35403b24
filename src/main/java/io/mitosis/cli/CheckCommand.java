// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.scheduler.MachineInspection;
import io.mitosis.scheduler.MachineInspection.Item;
import io.mitosis.scheduler.MachineInspection.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code mitosis check}: says whether this machine can run the scheduler, and loads nothing. */
final class CheckCommand implements Callable<Integer> {
    private static final String NAME = "check";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private CheckCommand() {
        spec.name(NAME);
        spec.usageMessage()
                .header("Says whether this machine can run the scheduler, and loads nothing.", "")
                .description(
                        "",
                        "One line for each thing that is needed: ok, or FAIL and how to mend it."
                                + " Ends with 0, with 3 if something fails, or with 4 if only another scheduler is in"
                                + " the way.");
        HelpOptions.addTo(spec);
    }

    static CommandLine commandLine() {
        return new CommandLine(new CheckCommand().spec);
    }

    @Override
    public Integer call() {
        List<Item> items = new MachineInspection().items();
        PrintWriter out = spec.commandLine().getOut();
        items.forEach(item -> out.println(line(item)));
        out.flush();
        return exitCode(items);
    }

    static String line(Item item) {
        return String.format(
                "%-4s  %-16s  %s", item.verdict() == Verdict.FINE ? "ok" : "FAIL", item.name(), item.text());
    }

    static int exitCode(List<Item> items) {
        List<Verdict> verdicts = items.stream().map(Item::verdict).toList();
        if (verdicts.contains(Verdict.MISSING)) {
            return ExitCodes.UNSUPPORTED_MACHINE;
        }
        return verdicts.contains(Verdict.TAKEN) ? ExitCodes.CONFLICT : ExitCodes.FINE;
    }
}
