// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import java.time.Duration;
import java.util.Locale;

/** Formats numbers in few columns. */
final class NumberFormat {
    /** The width of a percentage in columns. */
    static final int PERCENT = 5;

    private static final double INTEGER_FROM = 999.95;
    private static final double MAX = 99_999;
    private static final long THOUSAND = 1000;
    private static final String UNITS = "kMGTPE";

    private NumberFormat() {}

    /** Returns a percentage without its sign, such as {@code 87.3}, and without a fraction from a thousand on. */
    static String percent(double value) {
        if (!(value >= 0)) {
            return "-";
        }
        return String.format(Locale.ROOT, value < INTEGER_FROM ? "%.1f" : "%.0f", Math.min(value, MAX));
    }

    /** Returns a number in five columns at most: {@code 99999}, {@code 123k}. */
    static String count(long number) {
        long rest = number;
        int unit = -1;
        while (rest > (unit < 0 ? 99_999 : 9999)) {
            rest /= THOUSAND;
            unit++;
        }
        return unit < 0 ? Long.toString(rest) : rest + UNITS.substring(unit, unit + 1);
    }

    /** Returns a number of CPUs in six columns at most. */
    static String cpus(double number) {
        return String.format(Locale.ROOT, number < INTEGER_FROM ? "%.2f" : "%.0f", Math.min(number, MAX));
    }

    /**
     * Returns a time in milliseconds or seconds in eight columns at most: {@code 0.3 ms}, {@code 81 ms}, {@code 2.5 s}.
     */
    static String micros(long micros) {
        double millis = micros / 1000.0;
        if (millis < INTEGER_FROM) {
            return String.format(Locale.ROOT, millis > 0 && millis < 9.95 ? "%.1f ms" : "%.0f ms", millis);
        }
        double seconds = millis / 1000.0;
        return String.format(Locale.ROOT, seconds < INTEGER_FROM ? "%.1f s" : "%.0f s", Math.min(seconds, MAX));
    }

    /** Returns a time in its two largest units: {@code 3 d 4 h}, {@code 12 min 5 s}, {@code 7 s}. */
    static String time(double seconds) {
        Duration time = Duration.ofSeconds(Math.max(0, (long) seconds));
        if (time.toDays() > 0) {
            return time.toDays() + " d " + time.toHoursPart() + " h";
        }
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return (time.toMinutes() > 0 ? time.toMinutes() + " min " : "") + time.toSecondsPart() + " s";
    }

    /** Returns a number of things in words: {@code 1 cell}, {@code 2 cells}. */
    static String of(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
