// SPDX-License-Identifier: Apache-2.0
package io.mitosis.config;

import java.time.Duration;

/**
 * Intervals of periodic work.
 *
 * @param monitor time between two readings of usage, at least a second
 * @param reconfiguration time between two scans of the cgroups without any event, at least a second
 * @param debounce window in which successive changes are taken together; with 0 each is acted on at once
 */
public record Intervals(Duration monitor, Duration reconfiguration, Duration debounce) {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** The intervals that apply if none are given. */
    public static final Intervals DEFAULT =
            new Intervals(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMillis(50));

    /** Refuses intervals below a second, and a negative window. */
    public Intervals {
        if (monitor.compareTo(SECOND) < 0 || reconfiguration.compareTo(SECOND) < 0 || debounce.isNegative()) {
            throw new IllegalArgumentException("intervals: monitor " + monitor + ", reconfiguration " + reconfiguration
                    + ", debounce " + debounce);
        }
    }
}
