// SPDX-License-Identifier: Apache-2.0
package io.mitosis.text;

/** Texts of users in messages: short, in one line, and without characters that control a terminal. */
public final class Shown {
    private static final int LONGEST_QUOTE = 80;
    private static final int LONGEST_LINE = 1000;

    private Shown() {}

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

    private static String cut(String text, int most) {
        return text.length() <= most ? plain(text) : plain(text.substring(0, most)) + '…';
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char symbol = text.charAt(i);
            // The last two end a line, too.
            boolean controls = Character.isISOControl(symbol) || symbol == (char) 0x2028 || symbol == (char) 0x2029;
            plain.append(controls ? '?' : symbol);
        }
        return plain.toString();
    }
}
