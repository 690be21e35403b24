// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.config.Intervals;
import java.time.Duration;
import java.util.List;

/** How often things are done. */
final class IntervalOptions {
    static final Option<Duration> MONITOR = Option.of(
                    "monitor-interval-s",
                    "SECONDS",
                    "1",
                    text -> Numbers.seconds(text, 1),
                    "How often usage is collected, 1 or more. Default: 1")
            .live();
    static final Option<Duration> RECONFIGURATION = Option.of(
                    "reconfiguration-interval-s",
                    "SECONDS",
                    "10",
                    text -> Numbers.seconds(text, 1),
                    "Full rescan interval, a safety net for missed events, 1 or more. Default: 10")
            .live();
    static final Option<Duration> DEBOUNCE = Option.of(
                    "reconcile-debounce-ms",
                    "MS",
                    "50",
                    text -> Duration.ofMillis(Numbers.integer(text, 0, 60_000)),
                    "How long changes that follow the first one are gathered, up to 60000; 0: each is acted on at once. Default: 50")
            .live();

    static final List<Option<?>> ALL = List.of(MONITOR, RECONFIGURATION, DEBOUNCE);

    private IntervalOptions() {}

    static Intervals settings(OptionValues values) {
        return new Intervals(values.get(MONITOR), values.get(RECONFIGURATION), values.get(DEBOUNCE));
    }
}
