// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.cells.top.SortKey;
import java.time.Duration;
import java.util.List;

/** The options of {@code mitosis top}. */
final class TopOptions {
    private static final double SHORTEST = 0.1;
    private static final double LONGEST = 86_400;

    static final Option<Duration> INTERVAL = Option.of(
            "interval",
            "SECONDS",
            "1",
            TopOptions::interval,
            "How often to refresh, 0.1 to 86400. The daemon has news each --monitor-interval-s. Default: 1");
    static final Option<Boolean> LIMITS = Option.flag(
            "limits",
            "Show the limits of cgroups (cpu.max) that --cpu-controller has put in force, the longest throttled ones"
                    + " first.");
    static final Option<SortKey> SORT = Option.of(
            "sort", new Choice<>(names(), List.of(SortKey.values())), "What the cells are sorted by. Default: cell");
    static final Option<Boolean> ONCE = Option.flag("once", "Print one table as plain text and end.");

    static final List<Option<?>> ALL = List.of(StatsOptions.SOCKET, INTERVAL, LIMITS, SORT, ONCE);

    private TopOptions() {}

    private static List<String> names() {
        return List.of(SortKey.values()).stream().map(SortKey::toString).toList();
    }

    private static Duration interval(String text) {
        double seconds = Numbers.nonNegative(text);
        if (seconds < SHORTEST || seconds > LONGEST) {
            throw new IllegalArgumentException("\"" + text + "\" is not a number of seconds from 0.1 to 86400");
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
