// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.cells.LivePlan;
import io.mitosis.cells.config.CellSettings;
import io.mitosis.cells.plan.PlanResult;
import io.mitosis.cells.planner.CellPlan;
import io.mitosis.exit.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code mitosis plan}: shows which CPUs each cell would get, and changes nothing. */
final class PlanCommand implements Callable<Integer> {
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private PlanCommand() {
        spec.name("plan");
        spec.usageMessage()
                .header("Shows which CPUs each cell would get, and changes nothing.", "")
                .description("", "What is decided upon comes from options, from this machine, or from a document.");
        for (OptionSection section : PlanOptions.SECTIONS) {
            section.options().forEach(option -> spec.addOption(option.spec()));
        }
        HelpOptions.addTo(spec, PlanOptions.SECTIONS.toArray(OptionSection[]::new));
    }

    static CommandLine commandLine() {
        return new CommandLine(new PlanCommand().spec);
    }

    @Override
    public Integer call() throws IOException {
        OptionValues values = new OptionValues(spec.commandLine().getParseResult(), Map.of(), ConfigFile.NONE);
        PrintWriter out = spec.commandLine().getOut();
        boolean described = given(values, PlanOptions.DESCRIBED);
        boolean live = given(values, PlanOptions.LIVE);
        boolean fromDocument = given(values, PlanOptions.DOCUMENT);
        refuseMixture(values, described, live, fromDocument);
        if (described) {
            print(out, values, PlanResult.of(DescribedPlan.document(values)));
        } else if (live) {
            print(out, values, PlanResult.of(live(values)));
        } else {
            try (PlanInput input = PlanInput.open(values.get(PlanOptions.INPUT))) {
                if (values.get(PlanOptions.BATCH)) {
                    input.answerEach(out);
                } else {
                    print(out, values, PlanResult.of(input.document()));
                }
            }
        }
        return ExitCodes.FINE;
    }

    private static void print(PrintWriter out, OptionValues values, PlanResult result) {
        out.println(values.get(PlanOptions.JSON) ? result.toPrettyJson() : PlanTable.of(result));
        out.flush();
    }

    private static CellPlan live(OptionValues values) {
        CellSettings cells = new CellSettings(
                Set.copyOf(values.all(CellOptions.EXCLUDE)),
                values.get(CellOptions.ROOT_MIN_CPUS),
                values.get(CellOptions.WEIGHTING),
                values.get(CellOptions.MAXIMUM),
                values.get(CellOptions.ATTRIBUTES),
                values.get(CellOptions.PLACEMENT),
                values.get(PlanOptions.BORROW));
        return LivePlan.read(CellOptions.selection(values), cells);
    }

    private static void refuseMixture(OptionValues values, boolean described, boolean live, boolean fromDocument) {
        if (described && live) {
            throw mixture(values, PlanOptions.DESCRIBED, PlanOptions.LIVE);
        }
        if ((described || live) && fromDocument) {
            throw mixture(values, described ? PlanOptions.DESCRIBED : PlanOptions.LIVE, PlanOptions.DOCUMENT);
        }
        if (!described && !live && given(values, PlanOptions.POLICY)) {
            throw new UsageException(first(values, PlanOptions.POLICY)
                    + " goes with --cpus or --cell-parent-cgroup: a document says it by itself");
        }
    }

    private static UsageException mixture(OptionValues values, List<Option<?>> some, List<Option<?>> others) {
        return new UsageException(first(values, some) + " and " + first(values, others)
                + " exclude each other: a plan is made from one source");
    }

    private static boolean given(OptionValues values, List<Option<?>> options) {
        return !first(values, options).isEmpty();
    }

    private static String first(OptionValues values, List<Option<?>> options) {
        for (Option<?> option : options) {
            if (values.given(option).isPresent()) {
                return option.flag();
            }
        }
        return "";
    }
}
