// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LimitMeterTest {
    private static final long SECOND = 1_000_000_000;

    private final LimitMeter meter = new LimitMeter(0);

    @Test
    void anIntervalIsWhatTheCountersHaveGrownBy() {
        assertThat(only(SECOND, entry(7, new Throttling(10, 4, 300)))).satisfies(usage -> {
            assertThat(usage.total()).isEqualTo(new Throttling(10, 4, 300));
            assertThat(usage.interval()).isEqualTo(usage.total());
        });
        assertThat(only(2 * SECOND, entry(7, new Throttling(30, 9, 700)))).satisfies(usage -> {
            assertThat(usage.total()).isEqualTo(new Throttling(30, 9, 700));
            assertThat(usage.interval()).isEqualTo(new Throttling(20, 5, 400));
            assertThat(usage.interval().percentOfPeriods()).isEqualTo(25.0);
        });
    }

    @Test
    void theTimeSinceItWasThrottledCounts() {
        assertThat(only(SECOND, throttled(7, 100, SECOND - 50))).satisfies(usage -> {
            assertThat(usage.total().nanos()).isEqualTo(150);
            assertThat(usage.longest()).isEqualTo(50);
            assertThat(usage.throttled()).isTrue();
        });
        assertThat(only(2 * SECOND, throttled(7, 100, SECOND - 50))).satisfies(usage -> {
            assertThat(usage.interval().nanos()).isEqualTo(SECOND);
            assertThat(usage.longest()).isEqualTo(SECOND + 50);
        });
    }

    @Test
    void aLimitThatIsRemovedForAWhileIsNotShownAndGoesOn() {
        only(SECOND, entry(7, new Throttling(10, 4, 300)));
        assertThat(meter.collect(2 * SECOND, List.of(withQuota(7, LimitEntry.NO_QUOTA, new Throttling(10, 4, 300)))))
                .isEmpty();
        assertThat(only(3 * SECOND, entry(7, new Throttling(11, 4, 300)))).satisfies(usage -> {
            assertThat(usage.total()).isEqualTo(new Throttling(11, 4, 300));
            assertThat(usage.interval()).isEqualTo(new Throttling(1, 0, 0));
        });
    }

    @Test
    void anotherLimitInTheSameEntryBeginsAtNothing() {
        only(SECOND, entry(7, new Throttling(10, 4, 300)));
        assertThat(only(2 * SECOND, entry(8, new Throttling(3, 2, 100))).interval())
                .isEqualTo(new Throttling(3, 2, 100));
    }

    @Test
    void limitsAreInTheOrderOfTheirCgroups() {
        List<LimitEntry> entries =
                List.of(entry(-1, Throttling.NONE), entry(9, Throttling.NONE), entry(5, Throttling.NONE));
        assertThat(meter.collect(SECOND, entries)).extracting(LimitUsage::cgid).containsExactly(5L, 9L, -1L);
    }

    @Test
    void moreThrottlingsThanPeriodsAreNotOverAHundredPercent() {
        assertThat(new Throttling(1, 2, 0).percentOfPeriods()).isEqualTo(100.0);
        assertThat(Throttling.NONE.percentOfPeriods()).isZero();
    }

    /** The moment of the last throttling may be one from before, or the time not added up yet. */
    @Property(tries = 500)
    void noCounterGoesBackAndNoTimeGrowsFasterThanTheClock(@ForAll Random random) {
        LimitMeter torn = new LimitMeter(0);
        long now = 0;
        List<Throttling> totals = new ArrayList<>(List.of(Throttling.NONE));
        for (int i = 0; i < 20; i++) {
            long elapsed = random.nextLong(2 * SECOND);
            now += elapsed;
            LimitEntry read = new LimitEntry(
                    7,
                    7,
                    1,
                    1,
                    0,
                    new Throttling(random.nextInt(100), random.nextInt(100), random.nextLong(10 * SECOND)),
                    random.nextBoolean(),
                    random.nextLong(2 * now + 1),
                    0,
                    0);
            LimitUsage usage = torn.collect(now, List.of(read)).getFirst();
            assertThat(usage.interval().nanos()).isBetween(0L, elapsed);
            assertThat(usage.interval().periods()).isNotNegative();
            assertThat(usage.interval().throttled()).isNotNegative();
            assertThat(usage.total().since(usage.interval())).isEqualTo(totals.getLast());
            assertThat(usage.longest()).isLessThanOrEqualTo(now);
            totals.add(usage.total());
        }
    }

    private LimitUsage only(long now, LimitEntry entry) {
        List<LimitUsage> inForce = meter.collect(now, List.of(entry));
        assertThat(inForce).hasSize(1);
        return inForce.getFirst();
    }

    private static LimitEntry entry(long serial, Throttling ended) {
        return withQuota(serial, 20_000_000, ended);
    }

    private static LimitEntry withQuota(long serial, long quota, Throttling ended) {
        return new LimitEntry(serial, serial, quota, 100_000_000, 0, ended, false, 0, 0, 0);
    }

    private static LimitEntry throttled(long serial, long nanos, long since) {
        return new LimitEntry(
                serial, serial, 20_000_000, 100_000_000, 0, new Throttling(1, 1, nanos), true, since, 10, 2);
    }
}
