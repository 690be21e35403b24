// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.exit.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The values of the options: from the command line, else from the environment, else from the configuration file.
 *
 * <p>Picocli's own way of defaults is of no use here: it inverts a given flag whose default is on, has no lists, and
 * cannot say where a bad value was found.
 *
 * @param commandLine what picocli made of the arguments
 * @param environment the variables of the process
 * @param file what the configuration file says
 * @param kept the values of options that stay what they were, whatever is said now
 */
record OptionValues(
        ParseResult commandLine, Map<String, String> environment, ConfigFile file, Map<Option<?>, List<?>> kept) {
    OptionValues(ParseResult commandLine, Map<String, String> environment, ConfigFile file) {
        this(commandLine, environment, file, Map.of());
    }

    /**
     * The value of an option, and where it was set.
     *
     * @param where the place that a mistake in it is to be looked for
     * @param texts the values, one unless it may be repeated
     */
    record Given(String where, List<String> texts) {
        /** Copies the list. */
        Given {
            texts = List.copyOf(texts);
        }
    }

    /** Copies the variables. */
    OptionValues {
        environment = Map.copyOf(environment);
        kept = Map.copyOf(kept);
    }

    /** Returns these values, but for options that stay what they were. */
    OptionValues keeping(Map<Option<?>, List<?>> earlier) {
        return new OptionValues(commandLine, environment, file, earlier);
    }

    /**
     * Brings together what was said on the command line, in the environment and in the file that either names.
     *
     * @param options the options of the run, of which the file can set some
     * @throws UsageException if the file cannot be read, or says what is invalid
     */
    static OptionValues withFile(ParseResult parsed, Map<String, String> environment, List<Option<?>> options) {
        OptionValues values = new OptionValues(parsed, environment, ConfigFile.NONE);
        String file = values.get(RunOptions.CONFIG);
        return file.isEmpty() ? values : new OptionValues(parsed, environment, ConfigFile.read(file, options));
    }

    /**
     * Returns the value of an option that has a default.
     *
     * @throws UsageException if a bad value was given
     */
    <T> T get(Option<T> option) {
        return find(option).orElseGet(() -> option.reader().apply(option.absent()));
    }

    /**
     * Returns the value of an option if it was given.
     *
     * @throws UsageException if a bad value was given
     */
    <T> Optional<T> find(Option<T> option) {
        List<T> values = all(option);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /**
     * Returns the values of an option that may be repeated.
     *
     * @throws UsageException if a bad value was given
     */
    @SuppressWarnings("unchecked") // they were read by the option itself
    <T> List<T> all(Option<T> option) {
        List<?> earlier = kept.get(option);
        if (earlier != null) {
            return (List<T>) earlier;
        }
        Optional<Given> given = given(option);
        List<T> values = new ArrayList<>();
        if (given.isPresent()) {
            for (String text : given.get().texts()) {
                try {
                    values.add(option.reader().apply(text));
                } catch (IllegalArgumentException e) {
                    throw new UsageException(given.get().where() + ": " + e.getMessage(), e);
                }
            }
        }
        return values;
    }

    /** Returns what an option was set to, and where. */
    Optional<Given> given(Option<?> option) {
        OptionSpec matched = commandLine.matchedOption(option.flag());
        if (matched != null) {
            return Optional.of(new Given(option.flag(), texts(matched.getValue())));
        }
        // An empty variable is as good as none: so it is in shells, and in environment files of units.
        String variable = environment.getOrDefault(option.variable(), "");
        if (!variable.isEmpty()) {
            List<String> texts = option.repeated() ? List.of(variable.split(",", -1)) : List.of(variable);
            return Optional.of(new Given(option.variable(), texts));
        }
        return file.given(option);
    }

    /** Returns the arguments that no option is called by. */
    UndefinedFlags undefined() {
        return UndefinedFlags.of(commandLine.unmatched(), all(RunOptions.UNDEFOK));
    }

    private static List<String> texts(Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof List<?> several) {
            several.forEach(each -> texts.add(String.valueOf(each)));
        } else {
            texts.add(String.valueOf(value));
        }
        return texts;
    }
}
