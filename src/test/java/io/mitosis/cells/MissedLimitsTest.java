// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MissedLimitsTest {
    private static final long SECOND = 1_000_000_000;
    private static final int ROOM = 1023;

    private final List<Integer> reports = new ArrayList<>();
    private final MissedLimits missed = new MissedLimits(reports::add);

    @Test
    void nothingIsReportedWhileAllAreInForce() {
        missed.note(0, ROOM, 0);
        missed.note(0, ROOM, SECOND);
        assertThat(reports).isEmpty();
    }

    @Test
    void itIsReportedOnceHoweverLongItLasts() {
        for (int i = 1; i < 1000; i++) {
            missed.note(i, ROOM, i * SECOND);
        }
        assertThat(reports).containsExactly(ROOM);
    }

    @Test
    void aTaskThatSleepsNowAndThenIsNoNews() {
        missed.note(1, ROOM, SECOND);
        missed.note(1, ROOM, 31 * SECOND);
        missed.note(2, ROOM, 32 * SECOND);
        missed.note(2, ROOM, 91 * SECOND);
        missed.note(3, ROOM, 92 * SECOND);
        assertThat(reports).containsExactly(ROOM);
    }

    @Test
    void itIsReportedAgainWhenItWasOver() {
        missed.note(1, ROOM, SECOND);
        missed.note(1, ROOM, SECOND + MissedLimits.OVER.toNanos());
        missed.note(2, ROOM, 2 * SECOND + MissedLimits.OVER.toNanos());
        assertThat(reports).containsExactly(ROOM, ROOM);
    }
}
