// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** The commands beside the scheduler itself. */
final class Subcommands {
    private static final String PLAN = "plan";
    private static final String CHECK = "check";
    private static final String TOP = "top";
    private static final String FIFO = "fifo";
    private static final String COMPLETION = "generate-completion";

    static final List<String> NAMES = List.of(PLAN, CHECK, TOP, FIFO, COMPLETION);

    private Subcommands() {}

    /** Returns whether one of the arguments is a command's name, or asks for help, which lists the commands. */
    static boolean mayBeAskedFor(String... arguments) {
        for (String argument : arguments) {
            boolean shortOptions = argument.startsWith("-") && !argument.startsWith("--");
            if (NAMES.contains(argument) || argument.equals("--help") || (shortOptions && argument.indexOf('h') > 0)) {
                return true;
            }
        }
        return false;
    }

    static void addTo(CommandSpec command, Map<String, String> environment) {
        command.addSubcommand(PLAN, PlanCommand.commandLine());
        command.addSubcommand(CHECK, CheckCommand.commandLine());
        command.addSubcommand(TOP, TopCommand.commandLine());
        command.addSubcommand(FIFO, FifoCommand.commandLine(environment));
        command.addSubcommand(COMPLETION, CompletionCommand.commandLine());
    }
}
