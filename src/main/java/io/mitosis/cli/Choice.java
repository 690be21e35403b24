// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import java.util.List;
import java.util.function.Function;

/**
 * Reads one of a few names.
 *
 * @param names the names, the one that holds by default first
 * @param values what each name stands for, in the same order
 */
record Choice<T>(List<String> names, List<T> values) implements Function<String, T> {
    /** On or off. */
    static final Choice<Boolean> BOOL = new Choice<>(List.of("true", "false"), List.of(true, false));

    /** Copies the lists. */
    Choice {
        names = List.copyOf(names);
        values = List.copyOf(values);
    }

    /** Returns the names as a synopsis shows them. */
    String label() {
        return String.join("|", names);
    }

    @Override
    public T apply(String text) {
        int index = names.indexOf(text);
        if (index < 0) {
            throw new IllegalArgumentException("\"" + text + "\" is not one of " + String.join(", ", names));
        }
        return values.get(index);
    }
}
