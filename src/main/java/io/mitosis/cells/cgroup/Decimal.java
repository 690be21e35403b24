// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

/** Decimal numbers without sign or exponent: digits with at most one point. */
final class Decimal {
    // Longer than any sensible value; the limit also keeps the result finite.
    private static final int MAX_LENGTH = 32;

    private Decimal() {}

    /** Returns the value of a text, 0 or more; NaN if it is no decimal number or longer than 32 characters. */
    static double parse(String text) {
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char symbol = text.charAt(i);
            if (symbol == '.') {
                points++;
            } else if (symbol < '0' || symbol > '9') {
                return Double.NaN;
            }
        }
        boolean number = text.length() > points && points <= 1 && text.length() <= MAX_LENGTH;
        return number ? Double.parseDouble(text) : Double.NaN;
    }
}
