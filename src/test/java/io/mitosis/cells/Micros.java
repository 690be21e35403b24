// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.vm.Result;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times that the guest's programs have measured and print, {@code max_us=N}: in microseconds. */
final class Micros {
    private static final Pattern LONGEST = Pattern.compile("max_us=(\\d+)");
    private static final Pattern USUAL = Pattern.compile("p50_us=(\\d+)");

    private Micros() {}

    static long longest(Result measured) {
        return find(LONGEST, measured);
    }

    /** Half of the times were shorter. */
    static long usual(Result measured) {
        return find(USUAL, measured);
    }

    private static long find(Pattern pattern, Result measured) {
        Matcher time = pattern.matcher(measured.text());
        if (!time.find()) {
            throw new AssertionError("no " + pattern + " in: " + measured);
        }
        return Long.parseLong(time.group(1));
    }
}
