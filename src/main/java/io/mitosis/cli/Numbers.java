// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.text.Printable;
import java.math.BigInteger;
import java.time.Duration;

/** Reads numbers, and refuses those that are out of range in a way that names the range. */
final class Numbers {
    // In nanoseconds this fits a long with room to add a clock reading to it.
    static final Duration LONGEST = Duration.ofDays(36_500);

    // Nobody means more, and the time to read them grows with their square.
    private static final int MAX_DIGITS = 1000;

    private Numbers() {}

    /** Reads a whole number in a range. */
    static int integer(String text, int least, int most) {
        BigInteger number = digits(text);
        if (number.compareTo(BigInteger.valueOf(least)) < 0 || number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new IllegalArgumentException(
                    Printable.quoted(text) + " is not a whole number from " + least + " to " + most);
        }
        return number.intValueExact();
    }

    /** Reads an unsigned number of 64 bits. */
    static Long unsigned(String text) {
        BigInteger number = digits(text);
        if (number.signum() < 0 || number.bitLength() > Long.SIZE) {
            throw new IllegalArgumentException(
                    Printable.quoted(text) + " is not a whole number from 0 to " + Long.toUnsignedString(-1));
        }
        return number.longValue();
    }

    /**
     * Reads a number of seconds. More than a hundred years is taken as a hundred years, which is as good as never.
     *
     * @param least 0 or more
     */
    static Duration seconds(String text, int least) {
        BigInteger number = digits(text);
        if (number.compareTo(BigInteger.valueOf(least)) < 0) {
            throw new IllegalArgumentException(Printable.quoted(text) + " is not a whole number of at least " + least);
        }
        return Duration.ofSeconds(
                number.min(BigInteger.valueOf(LONGEST.toSeconds())).longValueExact());
    }

    /** Reads a number of seconds that is more than 0 and may have a fraction. */
    static Duration interval(String text) {
        double seconds = decimalOrNaN(text);
        if (!(seconds > 0)) {
            throw new IllegalArgumentException(Printable.quoted(text) + " is not a number of seconds above 0");
        }
        double most = LONGEST.toSeconds();
        return Duration.ofNanos(Math.max(1, (long) (Math.min(seconds, most) * 1e9)));
    }

    /** Reads a finite number of 0 or more. */
    static double nonNegative(String text) {
        double number = decimalOrNaN(text);
        if (!(number >= 0) || Double.isInfinite(number)) {
            throw new IllegalArgumentException(Printable.quoted(text) + " is not a number of at least 0");
        }
        return number;
    }

    /** Reads a number from 0 to 1. */
    static double fraction(String text) {
        double number = decimalOrNaN(text);
        if (!(number >= 0 && number <= 1)) {
            throw new IllegalArgumentException(Printable.quoted(text) + " is not a number from 0 to 1");
        }
        return number;
    }

    /** Returns the number that the text is. What else Java takes for one, such as 0x1p3 and 1d, is none here. */
    private static double decimalOrNaN(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789.+-eE".indexOf(text.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Returns the number that the text is, -1 if it is none. */
    private static BigInteger digits(String text) {
        if (text.length() > MAX_DIGITS) {
            return BigInteger.ONE.negate();
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return BigInteger.ONE.negate();
            }
        }
        return text.isEmpty() ? BigInteger.ONE.negate() : new BigInteger(text);
    }
}
