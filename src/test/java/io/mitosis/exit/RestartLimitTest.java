// SPDX-License-Identifier: Apache-2.0
package io.mitosis.exit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartLimitTest {
    private static final long RESTART = 1L << 48;
    private static final long HOTPLUG = 1L << 32;
    private static final long ANOTHER_REASON = 2L << 32;

    private final RestartLimit limit = new RestartLimit(new ExitCode(RESTART, HOTPLUG));

    @Test
    void theSixthRestartWithinAMinuteIsTheEnd() {
        for (int i = 0; i < 5; i++) {
            restart(ANOTHER_REASON, 10L * i);
        }
        assertThatExceptionOfType(SchedulerFailedException.class)
                .isThrownBy(() -> restart(ANOTHER_REASON, 59))
                .withMessageContaining("EXIT: unregistered from the main kernel (why)");
    }

    @Test
    void restartsOfMoreThanAMinuteAgoAreForgotten() {
        for (int i = 0; i < 1000; i++) {
            restart(ANOTHER_REASON, 12L * i);
        }
    }

    @Test
    void cpusMayComeAndGoAsOftenAsTheyLike() {
        for (int i = 0; i < 1000; i++) {
            restart(HOTPLUG, 0);
        }
    }

    @Test
    void hotplugDoesNotUseUpTheRestartsOfOthers() {
        for (int i = 0; i < 5; i++) {
            restart(HOTPLUG, 0);
            restart(ANOTHER_REASON, 0);
        }
    }

    private void restart(long reason, long seconds) {
        ExitInfo end = new ExitInfo(
                ExitKind.UNREGISTERED_BY_KERNEL, RESTART | reason, "unregistered from the main kernel", "why", "");
        // A clock that has run for a while, and is about to run over.
        limit.count(end, Long.MAX_VALUE + Duration.ofSeconds(seconds).toNanos());
    }
}
