// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import java.text.Normalizer;
import org.jline.utils.WCWidth;

/**
 * Texts brought to a number of columns of a terminal. Names of cgroups may hold anything but a slash and a zero byte:
 * what terminals would act upon, or do not agree on the width of, is shown as {@code ?} or left out.
 */
final class TextFit {
    private static final char UNKNOWN = '?';
    private static final String CUT = "~";
    private static final int FIRST_SKIN_TONE = 0x1F3FB;
    private static final int LAST_SKIN_TONE = 0x1F3FF;

    private TextFit() {}

    /** Returns the text with characters alone that take one or two columns each, wherever it is shown. */
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
            // Joiners, directions and accents that no single character has: they take no column by themselves.
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

    // Two of them are a flag, of two columns or of four.
    private static boolean isRegionalIndicator(int character) {
        return WCWidth.isRegionalIndicator(character);
    }

    /** Returns how many columns a printable text takes. */
    static int width(String printable) {
        return printable.codePoints().map(WCWidth::wcwidth).sum();
    }

    /** Returns a printable text cut at its end if it is too wide, and filled with spaces behind it if it is not. */
    static String left(String printable, int width) {
        String cut = start(printable, width);
        return cut + " ".repeat(Math.max(0, width - width(cut)));
    }

    /** Returns a printable text cut at its end if it is too wide. */
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

    /** Returns the end of a printable path if it is too wide, for that tells it from others; filled with spaces. */
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

    /** Returns an ASCII text with spaces in front of it. */
    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
