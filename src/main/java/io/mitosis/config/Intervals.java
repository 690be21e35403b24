// SPDX-License-Identifier: Apache-2.0
package io.mitosis.config;

import java.time.Duration;

/**
 * How often things are done.
 *
 * @param monitor how often usage is read, at least a second
 * @param reconfiguration how often the cgroups are looked at although nothing was told of them, at least a second
 * @param debounce how long changes that follow one another are gathered; 0: each is acted on at once
 */
public record Intervals(Duration monitor, Duration reconfiguration, Duration debounce) {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** What holds unless something else is asked for. */
    public static final Intervals DEFAULT =
            new Intervals(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMillis(50));

    /** Refuses what no timer can be set to. */
    public Intervals {
        if (monitor.compareTo(SECOND) < 0 || reconfiguration.compareTo(SECOND) < 0 || debounce.isNegative()) {
            throw new IllegalArgumentException("intervals: monitor " + monitor + ", reconfiguration " + reconfiguration
                    + ", debounce " + debounce);
        }
    }
}
