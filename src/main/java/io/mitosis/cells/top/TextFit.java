// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import java.text.Normalizer;
import org.jline.utils.WCWidth;

/**
 * Fits text into a number of terminal columns. Names of cgroups may have any character but a slash and NUL. Those that
 * control a terminal, or whose width differs between terminals, are shown as {@code ?} or left out.
 */
final class TextFit {
    private static final char UNKNOWN = '?';
    private static final String CUT = "~";
    private static final int FIRST_SKIN_TONE = 0x1F3FB;
    private static final int LAST_SKIN_TONE = 0x1F3FF;

    private TextFit() {}

    /** Returns the text with only those characters that take one or two columns in every terminal. */
    static String printable(String text) {
        StringBuilder result = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(character -> append(result, character));
        return result.toString();
    }

    private static void append(StringBuilder result, int character) {
        switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> result.append(UNKNOWN);
            // Joiners, direction marks and combining accents take no column by themselves.
            case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> {}
            default -> {
                if (isRegionalIndicator(character)) {
                    result.append(UNKNOWN);
                } else if (!isSkinTone(character) && WCWidth.wcwidth(character) > 0) {
                    result.appendCodePoint(character);
                }
            }
        }
    }

    private static boolean isSkinTone(int character) {
        return character >= FIRST_SKIN_TONE && character <= LAST_SKIN_TONE;
    }

    // Two of them form a flag, which takes two columns or four.
    private static boolean isRegionalIndicator(int character) {
        return WCWidth.isRegionalIndicator(character);
    }

    /** Returns the number of columns that a printable text takes. */
    static int width(String printable) {
        return printable.codePoints().map(WCWidth::wcwidth).sum();
    }

    /** Returns a printable text of exactly this width, cut or padded at its end. */
    static String left(String printable, int width) {
        String cut = start(printable, width);
        return cut + " ".repeat(Math.max(0, width - width(cut)));
    }

    /** Returns a printable text, cut at its end if it is too wide. */
    static String start(String printable, int width) {
        if (width(printable) <= width) {
            return printable;
        }
        int end = 0;
        int columns = CUT.length();
        while (columns + WCWidth.wcwidth(printable.codePointAt(end)) <= width) {
            columns += WCWidth.wcwidth(printable.codePointAt(end));
            end = printable.offsetByCodePoints(end, 1);
        }
        return width <= 0 ? "" : printable.substring(0, end) + CUT;
    }

    /** Returns a printable path of exactly this width. A long one is cut at its start: its end identifies it. */
    static String path(String printable, int width) {
        String shown = printable;
        if (width(printable) > width) {
            int start = printable.length();
            int columns = CUT.length();
            while (columns + WCWidth.wcwidth(printable.codePointBefore(start)) <= width) {
                columns += WCWidth.wcwidth(printable.codePointBefore(start));
                start = printable.offsetByCodePoints(start, -1);
            }
            shown = width <= 0 ? "" : CUT + printable.substring(start);
        }
        return shown + " ".repeat(Math.max(0, width - width(shown)));
    }

    /** Returns an ASCII text, padded at its start. */
    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
