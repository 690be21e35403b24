// SPDX-License-Identifier: Apache-2.0
package io.mitosis.text;

/** Makes user-controlled text safe for messages: short, and without characters that control a terminal. */
public final class Printable {
    private static final int MAX_QUOTE = 80;
    private static final int MAX_LINE = 1000;

    private Printable() {}

    /** Returns a text in quotation marks, cut if it is long. */
    public static String quoted(String text) {
        return '"' + cut(text, MAX_QUOTE) + '"';
    }

    /** Returns a message as one line. A long one loses its middle, since the reason is at the end. */
    public static String line(String message) {
        String line = message.strip();
        int more = line.length() - MAX_LINE;
        return more <= 0 ? plain(line) : cut(line, MAX_LINE / 2) + plain(line.substring(line.length() - MAX_LINE / 2));
    }

    /** Returns a text of several lines. Line feeds and tabs are kept. */
    public static String lines(String text) {
        return without(text, "\n\t");
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? plain(text) : plain(text.substring(0, max)) + '…';
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
     * Returns whether a character controls a terminal. U+2028 and U+2029 end a line, too; U+202A to U+202E and U+2066
     * to U+2069 change the direction of the text after them.
     */
    private static boolean controls(char symbol) {
        return Character.isISOControl(symbol)
                || (symbol >= 0x2028 && symbol <= 0x202e)
                || (symbol >= 0x2066 && symbol <= 0x2069);
    }
}
