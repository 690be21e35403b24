// SPDX-License-Identifier: Apache-2.0
package io.mitosis.text;

/** Texts of users in messages: short, in one line, and without characters that control a terminal. */
public final class Printable {
    private static final int LONGEST_QUOTE = 80;
    private static final int LONGEST_LINE = 1000;

    private Printable() {}

    /** Returns a text between quotation marks, cut if it is long. */
    public static String quoted(String text) {
        return '"' + cut(text, LONGEST_QUOTE) + '"';
    }

    /** Returns a whole message as one line; the middle is left out if it is long, as its reason stands at the end. */
    public static String line(String message) {
        String line = message.strip();
        int more = line.length() - LONGEST_LINE;
        return more <= 0
                ? plain(line)
                : cut(line, LONGEST_LINE / 2) + plain(line.substring(line.length() - LONGEST_LINE / 2));
    }

    /** Returns a text of any number of lines; line feeds and tabs stay. */
    public static String lines(String text) {
        return without(text, "\n\t");
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? plain(text) : plain(text.substring(0, most)) + '…';
    }

    private static String plain(String text) {
        return without(text, "");
    }

    private static String without(String text, String allowed) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char symbol = text.charAt(i);
            plain.append(controls(symbol) && allowed.indexOf(symbol) < 0 ? '?' : symbol);
        }
        return plain.toString();
    }

    /**
     * U+2028 and U+2029 end a line, too; U+202A to U+202E and U+2066 to U+2069 turn the order of what follows round.
     */
    private static boolean controls(char symbol) {
        return Character.isISOControl(symbol)
                || (symbol >= 0x2028 && symbol <= 0x202e)
                || (symbol >= 0x2066 && symbol <= 0x2069);
    }
}
