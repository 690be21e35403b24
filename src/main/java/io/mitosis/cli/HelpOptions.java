// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.text.TwoColumns;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The list of options in the help of a command: by subject, all descriptions in one column, 80 columns at most.
 *
 * @param sections the subjects; options of the command that are in none come last
 */
record HelpOptions(List<OptionSection> sections) implements IHelpSectionRenderer {
    private static final String DEFAULT = "Default:";

    /** Copies the list. */
    HelpOptions {
        sections = List.copyOf(sections);
    }

    /** Gives a command the option for its help, and this list in it. */
    static void addTo(CommandSpec command, OptionSection... sections) {
        command.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this help.")
                .build());
        command.usageMessage()
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .sectionMap()
                .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new HelpOptions(List.of(sections)));
    }

    /**
     * Returns the sentences that say how else options are set.
     *
     * @param number an option for which 1 is a value, as an example
     * @param flag a switch, as an example
     */
    static String sources(Option<?> number, Option<Boolean> flag) {
        return "Each option can also be set in the environment (" + number.variable()
                + "=1) or in the file of --config (" + number.name()
                + ": 1). The command line takes precedence over the environment, and the environment over the file. "
                + flag.flag() + "=false turns off what either has turned on.";
    }

    @Override
    public String render(Help help) {
        StringBuilder text = new StringBuilder();
        List<OptionSpec> rest = new ArrayList<>(help.commandSpec().options());
        for (OptionSection section : sections) {
            text.append('\n').append(section.heading()).append(":\n");
            for (Option<?> option : section.options()) {
                OptionSpec spec = help.commandSpec().findOption(option.flag());
                rest.remove(spec);
                append(text, spec);
            }
        }
        text.append(sections.isEmpty() ? "\n" : "\nHelp:\n");
        rest.forEach(spec -> append(text, spec));
        return text.toString().replace("\n", System.lineSeparator());
    }

    private static void append(StringBuilder text, OptionSpec spec) {
        StringBuilder label = new StringBuilder("  ").append(String.join(", ", spec.names()));
        if (spec.arity().min() > 0) {
            label.append('=').append(spec.paramLabel());
        } else if (spec.arity().max() > 0 && !spec.paramLabel().equals(Option.SWITCH)) {
            label.append("[=").append(spec.paramLabel()).append(']');
        }
        String description = String.join(" ", spec.description());
        TwoColumns.append(
                text, label.toString(), description.replace(DEFAULT + " ", DEFAULT + TwoColumns.NO_BREAK_SPACE));
    }
}
