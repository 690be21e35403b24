// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import java.util.List;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Keeps an option from taking a mistyped option behind it for its value. What looks like an option is a value only if
 * it is attached, as in {@code --cell-exclude=--odd}. A negative number is left to be refused as a number.
 *
 * <p>Picocli by itself either takes it, or refuses it when attached, too.
 */
final class DetachedValues implements IParameterPreprocessor {
    private static final String DETACHED = " ";

    @Override
    public boolean preprocess(
            Stack<String> arguments, CommandSpec command, ArgSpec argument, Map<String, Object> information) {
        boolean takesOne = argument.arity().max() > 0;
        boolean detached = takesOne && DETACHED.equals(information.get("separator"));
        if (detached && !arguments.isEmpty() && isUnknownOption(arguments.peek(), command)) {
            if (argument.arity().min() > 0) {
                throw new UnmatchedArgumentException(command.commandLine(), List.of(arguments.peek()));
            }
            // A switch needs no value; --undefok may let the next argument pass.
            arguments.push(((OptionSpec) argument).fallbackValue());
        }
        return false;
    }

    private static boolean isUnknownOption(String argument, CommandSpec command) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        return argument.length() > 1
                && argument.charAt(0) == '-'
                && "0123456789.".indexOf(argument.charAt(1)) < 0
                && !command.optionsMap().containsKey(name);
    }
}
