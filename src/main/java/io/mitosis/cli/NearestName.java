// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import java.util.Optional;

/**
 * Finds what a mistyped name was probably meant to be: the name that the fewest single-letter changes lead to, unless
 * half of its letters or more would change. Of equally near names the first is taken.
 */
final class NearestName {
    private NearestName() {}

    static Optional<String> of(String typed, Iterable<String> names) {
        Optional<String> nearest = Optional.empty();
        int fewest = Integer.MAX_VALUE;
        for (String name : names) {
            if (2 * (typed.length() - name.length()) >= name.length()) {
                // However alike they are, they are not near; and what was typed may be of any length.
                continue;
            }
            int changes = name.startsWith(typed) ? 0 : changes(typed, name);
            if (changes < fewest && 2 * changes < name.length()) {
                fewest = changes;
                nearest = Optional.of(name);
            }
        }
        return nearest;
    }

    /** The Levenshtein distance, kept row by row. */
    private static int changes(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[above.length];
            current[0] = row;
            for (int column = 1; column < current.length; column++) {
                int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[to.length()];
    }
}
