// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.config.RebalancePolicy;
import io.mitosis.cells.config.RebalanceSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RebalanceTurnsTest {
    private static final long MILLI = 1_000_000;

    @Test
    void comesEveryInterval() {
        assertThat(turnsOf(turns(5, 5, 1, 0), 1000, 20)).containsExactly(5000L, 10_000L, 15_000L, 20_000L);
    }

    @Test
    void aTickThatComesALittleEarlyIsInTime() {
        RebalanceTurns turns = turns(5, 5, 1, 0);
        assertThat(turns.take(4500 * MILLI)).isTrue();
        assertThat(turns.take(9499 * MILLI)).isFalse();
        assertThat(turns.take(9998 * MILLI)).isTrue();
        assertThat(turns.take(15_002 * MILLI)).isTrue();
    }

    @Test
    void deviationsDoNotAddUp() {
        assertThat(turnsOf(turns(5, 0, 2, 0), 2000, 15))
                .containsExactly(4000L, 10_000L, 14_000L, 20_000L, 24_000L, 30_000L);
    }

    @Test
    void turnsThatWereMissedAreNotMadeUpFor() {
        RebalanceTurns turns = turns(5, 0, 1, 0);
        assertThat(turns.take(60_000 * MILLI)).isTrue();
        assertThat(turns.take(61_000 * MILLI)).isFalse();
        assertThat(turns.take(65_000 * MILLI)).isTrue();
    }

    @Test
    void theCooldownCountsFromTheLastRebalance() {
        RebalanceTurns turns = turns(5, 12, 1, 0);
        assertThat(turns.take(5000 * MILLI)).isTrue();
        turns.rebalanced(5000 * MILLI);
        assertThat(turns.take(10_000 * MILLI)).isFalse();
        assertThat(turns.take(15_000 * MILLI)).isFalse();
        assertThat(turns.take(20_000 * MILLI)).isTrue();
        assertThat(turns.take(25_000 * MILLI))
                .as("nothing was rebalanced at 20 s")
                .isTrue();
    }

    @Test
    void aCooldownOfOneIntervalSkipsNoTurnForAnEarlyTick() {
        RebalanceTurns turns = turns(5, 5, 1, 0);
        assertThat(turns.take(5004 * MILLI)).isTrue();
        turns.rebalanced(5004 * MILLI);
        assertThat(turns.take(10_001 * MILLI)).isTrue();
    }

    @Test
    void aNewIntervalCountsFromTheLastTurn() {
        RebalanceTurns turns = turns(60, 0, 1, 0);
        assertThat(turns.take(8000 * MILLI)).isFalse();
        turns.change(settings(10, 0), Duration.ofSeconds(1));
        assertThat(turns.take(9000 * MILLI)).isFalse();
        assertThat(turns.take(10_000 * MILLI)).isTrue();
    }

    @Test
    void theClockMayPassFromPositiveToNegative() {
        long start = Long.MAX_VALUE - 2000 * MILLI;
        RebalanceTurns turns = turns(5, 5, 1, start);
        assertThat(turns.take(start + 4000 * MILLI)).isFalse();
        assertThat(turns.take(start + 5000 * MILLI)).isTrue();
        turns.rebalanced(start + 5000 * MILLI);
        assertThat(turns.take(start + 10_000 * MILLI)).isTrue();
    }

    private static List<Long> turnsOf(RebalanceTurns turns, long tickMillis, int ticks) {
        List<Long> taken = new ArrayList<>();
        for (long now = tickMillis; now <= ticks * tickMillis; now += tickMillis) {
            if (turns.take(now * MILLI)) {
                taken.add(now);
            }
        }
        return taken;
    }

    private static RebalanceTurns turns(int interval, int cooldown, int monitor, long nowNanos) {
        return new RebalanceTurns(settings(interval, cooldown), Duration.ofSeconds(monitor), nowNanos);
    }

    private static RebalanceSettings settings(int interval, int cooldown) {
        return new RebalanceSettings(
                true, RebalancePolicy.DEMAND, 20.0, Duration.ofSeconds(interval), Duration.ofSeconds(cooldown), 0.3);
    }
}
