// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An option of the scheduler. Picocli splits the command line into texts, and the same reader makes a value of a text
 * from wherever it comes: the command line, the environment or a file.
 *
 * @param name the long name without the dashes in front
 * @param absent the text that holds if the option is given nowhere; empty if there is none
 * @param repeated whether it can be given more than once
 * @param reader makes a value of a text, or throws an {@link IllegalArgumentException} that says what is wrong with it
 * @param builder makes what picocli knows it by
 * @param isLive whether SIGHUP changes it while a scheduler runs; else it needs a restart
 * @param enabledBy the switch without which it has no effect; null if there is none
 */
record Option<T>(
        String name,
        String absent,
        boolean repeated,
        Function<String, T> reader,
        OptionSpec.Builder builder,
        boolean isLive,
        @Nullable Option<Boolean> enabledBy) {
    /** The name in help of the value of a switch, which is on or off. */
    static final String SWITCH = "BOOL";

    private static final String ENVIRONMENT = "MITOSIS_";

    /** Makes an option with a value. */
    static <T> Option<T> of(
            String name, String label, String absent, Function<String, T> reader, String... description) {
        OptionSpec.Builder spec = OptionSpec.builder("--" + name).paramLabel(label);
        return new Option<>(name, absent, false, reader, string(spec, description), false, null);
    }

    /** Makes an option whose value is one of a few names. */
    static <T> Option<T> of(String name, Choice<T> choice, String... description) {
        OptionSpec.Builder spec =
                OptionSpec.builder("--" + name).paramLabel(choice.label()).completionCandidates(choice.names());
        return new Option<>(name, choice.names().getFirst(), false, choice, string(spec, description), false, null);
    }

    /** Makes an option that may be given more than once. */
    static <T> Option<T> repeated(String name, String label, Function<String, T> reader, String... description) {
        OptionSpec.Builder spec = OptionSpec.builder("--" + name)
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(description);
        return new Option<>(name, "", true, reader, spec, false, null);
    }

    /** Makes an option that is off unless it is given. {@code --name=false} overrules a file that says true. */
    static Option<Boolean> flag(String name, String... description) {
        return flag(name, SWITCH, Choice.BOOL, description);
    }

    /** Makes a switch that can be given a value of its own instead of being turned on or off. */
    static <T> Option<T> flag(String name, String label, Function<String, T> reader, String... description) {
        OptionSpec.Builder spec = OptionSpec.builder("--" + name)
                .paramLabel(label)
                .arity("0..1")
                .fallbackValue("true")
                .completionCandidates(Choice.BOOL.names());
        return new Option<>(name, "false", false, reader, string(spec, description), false, null);
    }

    /** Returns this option, which SIGHUP changes while a scheduler runs. */
    Option<T> live() {
        return new Option<>(name, absent, repeated, reader, builder, true, enabledBy);
    }

    /** Returns this option, which has no effect unless a switch is on. */
    Option<T> onlyWith(Option<Boolean> enabled) {
        return new Option<>(name, absent, repeated, reader, builder, isLive, enabled);
    }

    private static OptionSpec.Builder string(OptionSpec.Builder spec, String... description) {
        return spec.type(String.class).description(description);
    }

    /** Returns what picocli knows the option by: a new one for each command line, as it holds what was parsed. */
    OptionSpec spec() {
        return builder.preprocessor(new DetachedValues()).build();
    }

    /** Returns whether it can be turned on and off. */
    boolean isSwitch() {
        return reader.equals(Choice.BOOL) || builder.fallbackValue().equals("true");
    }

    /** Returns the name as it is written on the command line. */
    String flag() {
        return "--" + name;
    }

    /** Returns the environment variable that sets this option. */
    String variable() {
        return ENVIRONMENT + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
