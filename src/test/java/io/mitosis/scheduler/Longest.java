// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.vm.Result;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the guest's programs that measure times print: {@code max_us=N}. */
final class Longest {
    private static final Pattern MICROS = Pattern.compile("max_us=(\\d+)");

    private Longest() {}

    /** The longest time that was measured, in microseconds. */
    static long micros(Result measured) {
        String line = measured.text();
        Matcher longest = MICROS.matcher(line);
        if (!longest.find()) {
            throw new AssertionError("no longest time in: " + line);
        }
        return Long.parseLong(longest.group(1));
    }
}
