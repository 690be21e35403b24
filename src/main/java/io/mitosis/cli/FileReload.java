// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.host.Reload;
import io.mitosis.host.SettingsChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the configuration file again; the command line and the environment are what they were. Options that are not
 * live keep the values that they had at the start.
 *
 * @param <C> the settings that the options make
 */
final class FileReload<C> implements Reload<C> {
    private final List<Option<?>> options;
    private final Supplier<OptionValues> reader;
    private final Function<OptionValues, C> settings;
    private final Map<Option<?>, List<?>> values = new HashMap<>();

    /**
     * Begins with the values at the start.
     *
     * @param options those that may change
     * @param now their values
     * @param reader reads them again
     * @param settings makes settings of values, and refuses what cannot be right
     */
    FileReload(
            List<Option<?>> options,
            OptionValues now,
            Supplier<OptionValues> reader,
            Function<OptionValues, C> settings) {
        this.options = List.copyOf(options);
        this.reader = reader;
        this.settings = settings;
        options.forEach(option -> values.put(option, now.all(option)));
    }

    @Override
    public Result<C> read() {
        OptionValues next = reader.get();
        // All of it is looked at, though some of it waits for a restart.
        Objects.requireNonNull(settings.apply(next));
        List<String> live = new ArrayList<>();
        List<String> restart = new ArrayList<>();
        Map<Option<?>, List<?>> kept = new HashMap<>();
        for (Option<?> option : options) {
            List<?> before = values.getOrDefault(option, List.of());
            if (differs(option, before, next.all(option))) {
                (option.isLive() ? live : restart).add(option.flag());
            }
            if (!option.isLive()) {
                kept.put(option, before);
            }
        }
        C inForce = settings.apply(next.keeping(kept));
        options.stream().filter(Option::isLive).forEach(option -> values.put(option, next.all(option)));
        next.get(RunOptions.LOG_LEVEL).apply();
        OptionNotes.logInForce(options, next);
        return new Result<>(inForce, new SettingsChange(live, restart));
    }

    /** To give the default is no change, nor is another order of what may be repeated. */
    private static boolean differs(Option<?> option, List<?> before, List<?> after) {
        return !new HashSet<>(effective(option, before)).equals(new HashSet<>(effective(option, after)));
    }

    private static List<?> effective(Option<?> option, List<?> given) {
        return given.isEmpty() && !option.absent().isEmpty()
                ? List.of(option.reader().apply(option.absent()))
                : given;
    }
}
