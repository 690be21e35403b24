// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says, at the start, what about the options is not wrong but worth knowing. */
final class OptionNotes {
    private static final String VARIABLES = "MITOSIS_";

    private OptionNotes() {}

    static void log(OptionValues values) {
        Logger log = LoggerFactory.getLogger(OptionNotes.class);
        if (!values.all(LegacyOptions.VERBOSE).isEmpty()) {
            log.warn("-v/--verbose is deprecated and has no effect: use --log-level");
        }
        if (values.get(DataPlaneOptions.DEBUG_EVENTS) && values.get(RunOptions.EXIT_DUMP_LENGTH) == 0) {
            log.info("--debug-events makes the debug dump longer than usual: --exit-dump-len=131072 holds all of it");
        }
        nearVariables(values).forEach(log::warn);
        withoutEffect(values).forEach(log::info);
        logInForce(SchedulerOptions.all(), values);
    }

    /** Says, to those who debug, what every option is. */
    static void logInForce(List<Option<?>> options, OptionValues values) {
        Logger log = LoggerFactory.getLogger(OptionNotes.class);
        if (log.isDebugEnabled()) {
            inForce(options, values).forEach(log::debug);
        }
    }

    /** Returns a line for each variable that looks like a mistyped option. Other names are other programs' own. */
    static List<String> nearVariables(OptionValues values) {
        List<String> names = new ArrayList<>();
        for (Option<?> option : SchedulerOptions.all()) {
            names.add(option.variable().substring(VARIABLES.length()));
        }
        List<String> lines = new ArrayList<>();
        for (String variable : values.environment().keySet()) {
            if (variable.startsWith(VARIABLES) && !names.contains(variable.substring(VARIABLES.length()))) {
                NearestName.of(variable.substring(VARIABLES.length()), names)
                        .ifPresent(near -> lines.add("The environment's " + variable + " is no option; did you mean "
                                + VARIABLES + near + "?"));
            }
        }
        lines.sort(null);
        return lines;
    }

    /** Returns a line for all values whose switch is off, and one for what does nothing any more. */
    static List<String> withoutEffect(OptionValues values) {
        List<String> lines = new ArrayList<>();
        idle(values)
                .forEach((enabled, options) -> given(options, values)
                        .ifPresent(names -> lines.add("Without effect, as " + enabled.flag() + " is off: " + names)));
        boolean stealing = values.find(DataPlaneOptions.WORK_STEALING).orElse(true);
        if (values.get(DataPlaneOptions.LLC_AWARENESS) && !stealing) {
            lines.add("--enable-work-stealing=false has no effect: with --enable-llc-awareness it is always on");
        }
        given(LegacyOptions.NOTHING, values)
                .ifPresent(names -> lines.add("Accepted, but without any effect: " + names));
        return lines;
    }

    /** Returns the options whose switch is off, by that switch. */
    private static Map<Option<Boolean>, List<Option<?>>> idle(OptionValues values) {
        Map<Option<Boolean>, List<Option<?>>> idle = new LinkedHashMap<>();
        for (Option<?> option : SchedulerOptions.all()) {
            Option<Boolean> enabled = option.enabledBy();
            if (enabled != null && !values.get(enabled)) {
                idle.computeIfAbsent(enabled, first -> new ArrayList<>()).add(option);
            }
        }
        return idle;
    }

    /** Returns a line for each option: its value, and where it comes from. */
    static List<String> inForce(List<Option<?>> options, OptionValues values) {
        List<String> lines = new ArrayList<>();
        for (Option<?> option : options) {
            Optional<OptionValues.Given> given = values.given(option);
            String texts = given.isPresent() ? String.join(",", given.get().texts()) : option.absent();
            String where = given.map(OptionValues.Given::where).orElse("default");
            lines.add("Option " + option.name() + ": " + (texts.isEmpty() ? "none" : texts)
                    + (where.equals(option.flag()) ? "" : " (" + where + ")"));
        }
        return lines;
    }

    private static Optional<String> given(List<Option<?>> options, OptionValues values) {
        List<String> names = new ArrayList<>();
        for (Option<?> option : options) {
            if (values.given(option).isPresent()) {
                names.add(option.flag());
            }
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
    }
}
