// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

/** Colours and styles of text as ANSI escape sequences. */
enum AnsiColor {
    BOLD("1"),
    REVERSE("7"),
    CALM("32"),
    BUSY("33"),
    FULL("31");

    private static final double BUSY_FROM = 70.0;
    private static final double FULL_FROM = 90.0;

    private final String code;

    AnsiColor(String code) {
        this.code = code;
    }

    /** Returns the colour of a utilisation in percent. */
    static AnsiColor of(double utilization) {
        if (utilization >= FULL_FROM) {
            return FULL;
        }
        return utilization >= BUSY_FROM ? BUSY : CALM;
    }

    String on(String text, boolean coloured) {
        return coloured && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
