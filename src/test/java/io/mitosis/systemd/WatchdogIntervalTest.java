// SPDX-License-Identifier: Apache-2.0
package io.mitosis.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchdogIntervalTest {
    private static final int PID = 42;

    @Test
    void isMeantForThisProcessOrForWhoeverItIs() {
        assertThat(of("WATCHDOG_USEC", "30000000")).contains(Duration.ofSeconds(30));
        assertThat(of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "42")).contains(Duration.ofSeconds(30));
        assertThat(of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "")).contains(Duration.ofSeconds(30));
    }

    @Test
    void isNotTheConcernOfAnotherProcess() {
        assertThat(of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "1")).isEmpty();
        assertThat(WatchdogInterval.of(Map.of(), PID)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "soon", "1.5", "99999999999999999999", " 5"})
    void isNoneIfItIsNoTime(String micros) {
        assertThat(of("WATCHDOG_USEC", micros)).isEmpty();
    }

    private static Optional<Duration> of(String... environment) {
        return WatchdogInterval.of(
                environment.length == 2
                        ? Map.of(environment[0], environment[1])
                        : Map.of(environment[0], environment[1], environment[2], environment[3]),
                PID);
    }
}
