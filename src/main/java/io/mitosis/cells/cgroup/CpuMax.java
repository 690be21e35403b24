// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The contents of {@code cpu.max}: the CPU time that the tasks of a cgroup may use in each period, on all CPUs
 * together.
 *
 * <p>Source: Documentation/admin-guide/cgroup-v2.rst of the kernel.
 *
 * @param quota the CPU time in microseconds; {@link #NO_QUOTA} if there is no limit
 * @param period the length of a period in microseconds
 */
record CpuMax(long quota, long period) {
    private static final long NO_QUOTA = Long.MAX_VALUE;
    private static final Pattern FORMAT = Pattern.compile("(max|0*[1-9]\\d{0,17}) (0*[1-9]\\d{0,17})");

    /**
     * Parses the text of the file.
     *
     * @throws IllegalArgumentException if it is no quota with a period; the message has no text of the file
     */
    static CpuMax parse(String text) {
        Matcher words = FORMAT.matcher(text.strip());
        if (!words.matches()) {
            throw new IllegalArgumentException("not a quota and a period");
        }
        String quota = words.group(1);
        return new CpuMax(quota.equals("max") ? NO_QUOTA : Long.parseLong(quota), Long.parseLong(words.group(2)));
    }

    /** Returns whether there is a limit. */
    boolean isLimit() {
        return quota != NO_QUOTA;
    }

    /** Returns how many CPUs it takes to use the quota up, {@link Integer#MAX_VALUE} if there is no limit. */
    int cpus() {
        return isLimit() ? (int) Math.min(Math.ceilDiv(quota, period), Integer.MAX_VALUE) : Integer.MAX_VALUE;
    }
}
