// SPDX-License-Identifier: Apache-2.0
package io.mitosis.systemd;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How often the service manager wants a sign of life, see {@code sd_watchdog_enabled(3)}. */
final class WatchdogInterval {
    private static final String INTERVAL = "WATCHDOG_USEC";
    private static final String PROCESS = "WATCHDOG_PID";

    private WatchdogInterval() {}

    /**
     * Returns the time after which it takes the process for dead; empty if it does not look, or at another process.
     *
     * @param environment the variables of the process
     * @param pid its id
     */
    static Optional<Duration> of(Map<String, String> environment, long pid) {
        String process = environment.getOrDefault(PROCESS, "");
        if (!process.isEmpty() && !process.equals(Long.toString(pid))) {
            return Optional.empty();
        }
        return micros(environment.getOrDefault(INTERVAL, "")).map(micros -> Duration.ofNanos(micros * 1000));
    }

    /** Empty for what no service manager writes: then there is none to answer. */
    private static Optional<Long> micros(String text) {
        if (!text.matches("[1-9][0-9]{0,14}")) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(text));
    }
}
