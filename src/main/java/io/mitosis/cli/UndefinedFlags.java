// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The arguments of the command line that no option takes: those that {@code --undefok} names, and unknown ones.
 *
 * @param ignored the flags that may be ignored, as they were given
 * @param unknown the arguments that are mistakes
 */
record UndefinedFlags(List<String> ignored, List<String> unknown) {
    /** Copies the lists. */
    UndefinedFlags {
        ignored = List.copyOf(ignored);
        unknown = List.copyOf(unknown);
    }

    /**
     * Tells arguments apart.
     *
     * @param accepted the values of the option, each a list of names
     */
    static UndefinedFlags of(List<String> arguments, List<List<String>> accepted) {
        Set<String> names = new HashSet<>();
        accepted.forEach(names::addAll);
        List<String> ignored = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String flag = equals < 0 ? argument : argument.substring(0, equals);
            boolean known = flag.startsWith("--") && names.contains(flag.substring(2));
            (known ? ignored : unknown).add(argument);
        }
        return new UndefinedFlags(ignored, unknown);
    }

    /** Reads one value of the option. */
    static List<String> names(String text) {
        List<String> names = List.of(text.split(",", -1));
        for (String name : names) {
            if (name.isEmpty() || name.startsWith("-") || name.indexOf('=') >= 0) {
                throw new IllegalArgumentException(
                        "\"" + name + "\" is not the name of a flag (no dashes in front, no =)");
            }
        }
        return names;
    }
}
