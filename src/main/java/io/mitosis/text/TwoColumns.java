// SPDX-License-Identifier: Apache-2.0
package io.mitosis.text;

/** Lists in two columns for a terminal: labels on the left, and descriptions on the right, wrapped to 80 columns. */
public final class TwoColumns {
    /** A space at which no line is broken. */
    public static final char NO_BREAK_SPACE = '\u00a0';

    private static final int WIDTH = 80;
    private static final int DESCRIPTION = 30;

    private TwoColumns() {}

    /**
     * Appends an entry, in lines that all end with a line feed. The description begins on the next line if the label
     * leaves less than two spaces before it.
     *
     * @param label the label with its indentation
     * @param description words separated by single spaces; a word that is too long for the column is not broken
     */
    public static void append(StringBuilder text, String label, String description) {
        StringBuilder line = new StringBuilder(label);
        if (line.length() > DESCRIPTION - 2) {
            text.append(line).append('\n');
            line.setLength(0);
        }
        for (String word : description.split(" ", -1)) {
            boolean first = line.length() < DESCRIPTION;
            if (!first && line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line.setLength(0);
                first = true;
            }
            line.repeat(' ', first ? DESCRIPTION - line.length() : 1).append(word.replace(NO_BREAK_SPACE, ' '));
        }
        text.append(line).append('\n');
    }
}
