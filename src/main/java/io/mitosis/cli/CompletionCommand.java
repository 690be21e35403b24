// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code mitosis generate-completion}: prints a script that completes the command line in bash and zsh. */
final class CompletionCommand implements Callable<Integer> {
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private CompletionCommand() {
        spec.name("generate-completion");
        spec.usageMessage()
                .header("Prints a script that completes the command line in bash and zsh.", "")
                .description("", "To use it in this shell: source <(mitosis generate-completion)");
        HelpOptions.addTo(spec);
    }

    static CommandLine commandLine() {
        return new CommandLine(new CompletionCommand().spec);
    }

    @Override
    public Integer call() {
        CommandLine whole = spec.commandLine().getParent();
        spec.commandLine().getOut().print(AutoComplete.bash(whole.getCommandName(), whole));
        spec.commandLine().getOut().flush();
        return ExitCodes.FINE;
    }
}
