// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.usage.CellCounter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CounterTotalsTest {
    private static final Cell WEB = Intervals.cell(1, "web", 11);
    private static final Cell WEB_AGAIN = Intervals.cell(1, "web", 12);
    private static final Cell BATCH = Intervals.cell(1, "batch", 13);

    private final CounterTotals totals = new CounterTotals();

    @Test
    void everyIntervalCountsHoweverSeldomSomebodyReads() {
        assertThat(totals.sum().latest()).isNull();
        for (int i = 0; i < 100; i++) {
            totals.add(Intervals.with(WEB));
        }
        assertThat(decisions(WEB)).isEqualTo(1000);
        assertThat(decisions(WEB)).isEqualTo(1000);
        assertThat(totals.sum().all().get(CellCounter.CELL_QUEUE)).isEqualTo(2000);
        assertThat(totals.sum().all().runningSeconds()).isEqualTo(150.0);
    }

    @Test
    void anotherCgroupUnderTheSameIdOrNameBeginsAtNothing() {
        totals.add(Intervals.with(WEB));
        totals.add(Intervals.with(BATCH));
        assertThat(totals.sum().cells()).containsOnlyKeys(Cell.ROOT, BATCH);
        assertThat(decisions(BATCH)).isEqualTo(10);
        totals.add(Intervals.with(WEB_AGAIN));
        assertThat(decisions(WEB_AGAIN)).isEqualTo(10);
        assertThat(decisions(Cell.ROOT)).isEqualTo(30);
        assertThat(totals.sum().all().get(CellCounter.CELL_QUEUE)).isEqualTo(60);
    }

    @Test
    void aCellThatWasParkedForAWhileGoesOn() {
        totals.add(Intervals.with(WEB));
        totals.add(Intervals.with());
        assertThat(totals.sum().cells()).containsOnlyKeys(Cell.ROOT);
        totals.add(Intervals.with(WEB));
        assertThat(decisions(WEB)).isEqualTo(20);
    }

    @Test
    void notAllThatIsGoneIsRememberedForEver() {
        totals.add(Intervals.with(WEB));
        for (int i = 0; i < CounterTotals.GONE + 1; i++) {
            totals.add(Intervals.with(Intervals.cell(2, "job-" + i, 1000 + i)));
        }
        totals.add(Intervals.with());
        totals.add(Intervals.with(WEB, Intervals.cell(2, "job-" + CounterTotals.GONE, 1000L + CounterTotals.GONE)));
        assertThat(decisions(WEB)).isEqualTo(10);
        assertThat(decisions(Intervals.cell(2, "job-" + CounterTotals.GONE, 1000L + CounterTotals.GONE)))
                .isEqualTo(20);
    }

    @Test
    void whatIsReadDoesNotChangeAfterwards() {
        totals.add(Intervals.with(WEB));
        CounterTotals.Sum before = totals.sum();
        totals.add(Intervals.with(WEB));
        assertThat(before.cells().get(WEB).get(CellCounter.CELL_QUEUE)).isEqualTo(10);
    }

    @Test
    void readersLoseNothingThatIsAddedMeanwhile() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        Thread reader = Thread.ofPlatform().start(() -> {
            long last = 0;
            while (!done.get()) {
                long now = totals.sum().all().get(CellCounter.CELL_QUEUE);
                if (now < last) {
                    throw new AssertionError(now + " after " + last);
                }
                last = now;
            }
        });
        for (int i = 0; i < 20_000; i++) {
            totals.add(Intervals.with(WEB));
        }
        done.set(true);
        reader.join();
        assertThat(decisions(WEB)).isEqualTo(200_000);
    }

    private long decisions(Cell cell) {
        return totals.sum().cells().get(cell).get(CellCounter.CELL_QUEUE);
    }
}
