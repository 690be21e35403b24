// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.text.Printable;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the command line in one line that names the culprit. */
final class UsageErrors implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        FailureHandler.usage(failure.getCommandLine().getErr(), line(failure));
        return ExitCodes.USAGE;
    }

    /** Returns what is wrong, in one line. */
    static String line(ParameterException failure) {
        return Printable.line(message(failure));
    }

    private static String message(ParameterException failure) {
        return switch (failure) {
            case UnmatchedArgumentException unknown ->
                unknown(unknown.getUnmatched().getFirst(), unknown.getCommandLine());
            case MissingParameterException missing -> missing(missing);
            case OverwrittenOptionException twice -> name(twice.getOverwritten()) + " is given more than once";
            default -> invalid(failure);
        };
    }

    /** Returns what is to be said of an argument that means nothing to a command. */
    static String unknown(String argument, CommandLine command) {
        if (!argument.startsWith("-")) {
            return "unexpected argument \"" + argument + "\""
                    + NearestName.of(argument, command.getParent() == null ? Subcommands.NAMES : List.of())
                            .map(near -> "; did you mean " + near + "?")
                            .orElse("");
        }
        int equals = argument.indexOf('=');
        String typed = equals < 0 ? argument : argument.substring(0, equals);
        String name = command.getCommandSpec().qualifiedName();
        return "unknown option " + typed
                + NearestName.of(typed, optionNames(command))
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("; " + name + " --help lists the options");
    }

    private static String missing(MissingParameterException missing) {
        List<ArgSpec> options = missing.getMissing();
        return options.isEmpty()
                ? String.valueOf(missing.getMessage())
                : name(options.getFirst()) + " needs a value: "
                        + options.getFirst().paramLabel();
    }

    private static String invalid(ParameterException failure) {
        return failure.getArgSpec() != null && failure.getCause() instanceof TypeConversionException invalid
                ? name(failure.getArgSpec()) + ": " + invalid.getMessage()
                : String.valueOf(failure.getMessage());
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static Iterable<String> optionNames(CommandLine command) {
        return new TreeSet<>(command.getCommandSpec().optionsMap().keySet());
    }
}
