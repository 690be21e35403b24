// SPDX-License-Identifier: Apache-2.0
package io.mitosis.systemd;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The watchdog timeout of the service manager, see {@code sd_watchdog_enabled(3)}. */
final class WatchdogInterval {
    private static final String INTERVAL = "WATCHDOG_USEC";
    private static final String PROCESS = "WATCHDOG_PID";

    private WatchdogInterval() {}

    /**
     * Returns the watchdog timeout; empty if there is none, or it is for another process.
     *
     * @param environment the variables of the process
     * @param pid the id of the process
     */
    static Optional<Duration> of(Map<String, String> environment, long pid) {
        String process = environment.getOrDefault(PROCESS, "");
        if (!process.isEmpty() && !process.equals(Long.toString(pid))) {
            return Optional.empty();
        }
        return micros(environment.getOrDefault(INTERVAL, "")).map(micros -> Duration.ofNanos(micros * 1000));
    }

    /** Parses a positive number of microseconds; empty for any other text, which no service manager writes. */
    private static Optional<Long> micros(String text) {
        if (!text.matches("[1-9][0-9]{0,14}")) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(text));
    }
}
