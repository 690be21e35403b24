// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

/** Numbers as people write them: digits, and a point among them if need be. */
final class Decimal {
    // More digits than any sensible value has; it also keeps the result finite.
    private static final int MAX_LENGTH = 32;

    private Decimal() {}

    /** Returns the number that a text is; not a number if it is anything else, be it a sign or an exponent. */
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
