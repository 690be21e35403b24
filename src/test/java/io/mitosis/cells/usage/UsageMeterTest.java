// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

import static io.mitosis.cells.usage.Samples.SECOND;
import static io.mitosis.cells.usage.Samples.cell;
import static io.mitosis.cells.usage.Samples.layout;
import static io.mitosis.cells.usage.Samples.ran;
import static io.mitosis.cells.usage.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellLayout;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class UsageMeterTest {
    private static final Cell WEB = cell(1, "web");
    private static final Cell DB = cell(2, "db");
    private static final CellLayout TWO = layout("0-1", WEB, "2-3");

    @Test
    void utilisationRelatesToTheCpusOwnedAndTheMeasuredTime() {
        UsageMeter meter = new UsageMeter(5 * SECOND, TWO, ran(TWO, row(), row(0, 0, 4 * SECOND, 3 * SECOND)));
        UsageReport report = meter.collect(7 * SECOND, TWO, ran(TWO, row(), row(0, 0, 0, SECOND)));

        assertThat(report.elapsedNanos()).isEqualTo(2 * SECOND);
        assertThat(report.cells()).extracting(CellUsage::utilizationPercent).containsExactly(0.0, 25.0);
        assertThat(report.cells()).extracting(CellUsage::busyCpus).containsExactly(0.0, 0.5);
    }

    @Test
    void timeOnCpusOfOthersIsBorrowedByTheOneAndLentByTheOther() {
        UsageReport report = after(TWO, TWO, row(SECOND / 2), row(SECOND / 4, 0, SECOND, SECOND / 4));

        assertThat(report.cells()).extracting(CellUsage::borrowedPercent).containsExactly(0.0, 100 / 6.0);
        assertThat(report.cells()).extracting(CellUsage::lentPercent).containsExactly(12.5, 0.0);
        assertThat(report.cells()).extracting(CellUsage::utilizationPercent).containsExactly(25.0, 75.0);
    }

    @Test
    void ofTheWholeMachineBorrowedRelatesToRunningTimeAndTheRestToAllCpus() {
        UsageReport report = after(TWO, TWO, row(SECOND / 2), row(SECOND / 4, 0, SECOND, SECOND / 4));

        assertThat(report.usableCpus()).isEqualTo(4);
        assertThat(report.utilizationPercent()).isEqualTo(50.0);
        assertThat(report.borrowedPercent()).isEqualTo(12.5);
        assertThat(report.lentPercent()).isEqualTo(6.25);
    }

    @Test
    void utilisationPassesAHundredWhenBorrowing() {
        UsageReport report = after(TWO, TWO, row(), row(SECOND, SECOND, SECOND, SECOND));
        assertThat(report.cells().getLast().utilizationPercent()).isEqualTo(200.0);
        assertThat(report.cells().getFirst().lentPercent()).isEqualTo(100.0);
    }

    @Test
    void whatIsBookedATickLateLendsNoMoreThanThereIs() {
        UsageReport report = after(TWO, TWO, row(), row(SECOND + 4_000_000, SECOND + 4_000_000));
        assertThat(report.cells().getFirst().lentPercent()).isEqualTo(100.0);
    }

    @Test
    void aCpuThatChangedOwnerIsNeitherBorrowedByEitherNorLent() {
        CellLayout then = layout("0", WEB, "1-2", DB, "3");
        CellLayout now = layout("0-1", WEB, "2", DB, "3");
        // CPU 1 went from web to the root cell; all three ran on it.
        UsageReport report = after(then, now, row(0, 10), row(0, 20), row(0, 30));
        assertThat(report.cells()).extracting(CellUsage::borrowedNanos).containsExactly(0L, 0L, 30L);
        assertThat(report.cells()).extracting(CellUsage::lentNanos).containsExactly(0L, 0L, 0L);
    }

    @Test
    void aCellThatLostCpusIsMeasuredAgainstWhatItHad() {
        UsageReport report =
                after(layout("0", WEB, "1-3"), layout("0-2", WEB, "3"), row(), row(0, SECOND, SECOND, SECOND));
        assertThat(report.cells().getLast().utilizationPercent()).isEqualTo(100.0);
    }

    @Test
    void aLayoutThatCameRightAfterTheSampleIsMeasuredFromThereOn() {
        CellLayout grown = layout("0-2", WEB, "3");
        UsageMeter meter = new UsageMeter(0, layout("0", WEB, "1-3"), growth -> {});
        meter.moved(grown);
        UsageReport report = meter.collect(SECOND, grown, ran(grown, row(0, SECOND), row(0, 0, SECOND / 2, SECOND)));
        assertThat(report.cells()).extracting(CellUsage::cpus).containsExactly(3, 1);
        assertThat(report.cells()).extracting(CellUsage::utilizationPercent).containsExactly(100 / 3.0, 150.0);
        assertThat(report.cells().getFirst().lentNanos()).isEqualTo(SECOND / 2);
    }

    @Test
    void aCellThatTookOverAnIdShowsNothingOfTheOneBefore() {
        CellLayout now = layout("0-1", cell(1, "db"), "2-3");
        UsageReport report = after(TWO, now, row(), row(SECOND, 0, SECOND, SECOND));
        CellUsage fresh = report.cells().getLast();
        assertThat(fresh.elapsedNanos()).isZero();
        assertThat(fresh.runningNanos()).isZero();
        assertThat(fresh.utilizationPercent()).isZero();
        assertThat(fresh.lentPercent()).isZero();
        assertThat(report.cells().getFirst().lentNanos()).isZero();
    }

    @Test
    void timeOfADestroyedCellIsNotLent() {
        CellLayout then = layout("0-1", WEB, "2", DB, "3");
        // What is left of db goes on running on the CPUs of the others.
        UsageReport report = after(then, TWO, growth -> growth.ran(0, 2, SECOND));
        assertThat(report.cells()).extracting(CellUsage::lentNanos).containsExactly(0L, 0L);
        assertThat(report.lentPercent()).isZero();
    }

    @Test
    void whatCellsDidThatDidNotLiveAllTheIntervalCountsForTheMachine() {
        CellLayout then = layout("0-1", WEB, "2", DB, "3");
        CellLayout now = layout("0-1", cell(1, "job"), "2-3");
        // CPU 2 goes from web to job under one id, db went, and a fourth came and went.
        UsageReport report = after(then, now, growth -> {
            growth.ran(0, 0, SECOND / 2);
            growth.ran(2, 1, SECOND);
            growth.ran(2, 2, SECOND / 8);
            growth.ran(3, 2, SECOND / 8);
            growth.ran(3, 3, SECOND / 4);
            growth.counted(0, counted(1));
            growth.counted(1, counted(10));
            growth.counted(3, counted(100));
        });
        assertThat(report.runningNanos()).isEqualTo(2 * SECOND);
        assertThat(report.utilizationPercent()).isEqualTo(50.0);
        assertThat(report.counted()).isEqualTo(counted(111));
        assertThat(report.cells()).extracting(CellUsage::runningNanos).containsExactly(SECOND / 2, 0L);
    }

    @Test
    void whatDidNotLastIsDescribedWithoutAName() {
        UsageReport report = after(TWO, layout("0-3"), growth -> growth.ran(2, 1, SECOND / 2));
        assertThat(report.describe())
                .endsWith(" [not there all the time: 50.0% of 1,"
                        + " local=0 cpu_dsq=0 cell_dsq=0 affinity_violations=0 borrowed=0]");
    }

    @Test
    void theIntervalAfterACellCameIsItsFirst() {
        CellLayout alone = layout("0-3");
        UsageMeter meter = new UsageMeter(0, alone, growth -> {});
        meter.collect(SECOND, TWO, growth -> growth.ran(2, 1, 99 * SECOND));
        UsageReport report = meter.collect(2 * SECOND, TWO, growth -> growth.ran(2, 1, SECOND / 2));
        assertThat(report.cells().getLast().runningNanos()).isEqualTo(SECOND / 2);
        assertThat(report.cells().getLast().utilizationPercent()).isEqualTo(25.0);
    }

    @Test
    void nothingOfAnIntervalIsLeftInTheNext() {
        UsageMeter meter = new UsageMeter(0, TWO, growth -> {});
        UsageReport first = meter.collect(SECOND, TWO, growth -> {
            growth.ran(0, 1, SECOND);
            growth.counted(1, counted(5));
        });
        UsageReport second = meter.collect(2 * SECOND, TWO, growth -> growth.ran(2, 1, SECOND));
        assertThat(first.cells().getLast().borrowedNanos()).isEqualTo(SECOND);
        assertThat(first.counted()).isEqualTo(counted(5));
        assertThat(second.cells()).extracting(CellUsage::borrowedNanos).containsOnly(0L);
        assertThat(second.cells()).extracting(CellUsage::lentNanos).containsOnly(0L);
        assertThat(second.runningNanos()).isEqualTo(SECOND);
        assertThat(second.counted()).isEqualTo(CellCounters.ZERO);
    }

    @Test
    void nothingOfWhatDidNotLastIsLeftInTheNextInterval() {
        UsageMeter meter = new UsageMeter(0, TWO, growth -> {});
        UsageReport first = meter.collect(SECOND, TWO, growth -> {
            growth.ran(1, 2, SECOND);
            growth.counted(2, counted(5));
        });
        UsageReport second = meter.collect(2 * SECOND, TWO, growth -> {});
        assertThat(first.utilizationPercent()).isEqualTo(25.0);
        assertThat(second.utilizationPercent()).isZero();
        assertThat(second.counted()).isEqualTo(CellCounters.ZERO);
    }

    @Test
    void aClockThatStandsStillGivesNoUsage() {
        UsageReport report = new UsageMeter(5, TWO, growth -> {}).collect(5, TWO, growth -> growth.ran(2, 1, SECOND));
        assertThat(report.cells().getLast().utilizationPercent()).isZero();
        assertThat(report.utilizationPercent()).isZero();
    }

    @Test
    void describesItselfInOneLine() {
        CellCounters counted = new CellCounters(Map.of(
                CellCounter.LOCAL, 10L,
                CellCounter.CPU_QUEUE, 2L,
                CellCounter.CELL_QUEUE, 30L,
                CellCounter.AFFINITY_VIOLATIONS, 4L,
                CellCounter.BORROWED, 7L,
                CellCounter.CLAMPED, 5L));
        UsageReport report = after(TWO, TWO, growth -> {
            growth.ran(2, 1, SECOND);
            growth.counted(1, counted);
        });
        assertThat(report.describe())
                .isEqualTo("Usage over 1.00 s:"
                        + " [0: 0.0% of 2, local=0 cpu_dsq=0 cell_dsq=0 affinity_violations=0 borrowed=0]"
                        + " [1(web): 50.0% of 2, local=10 cpu_dsq=2 cell_dsq=30 affinity_violations=4 borrowed=7"
                        + " clamped=5]");
        assertThat(counted.decisions()).isEqualTo(49);
    }

    @Test
    void whatAllCellsDidIsSummedFieldByField() {
        CellCounters ofRoot = new CellCounters(Map.of(CellCounter.LOCAL, 1L, CellCounter.SHRUNK_TO_MIN, 2L));
        CellCounters ofWeb = new CellCounters(Map.of(CellCounter.LOCAL, 10L, CellCounter.CLAMPED, 20L));
        UsageReport report = after(TWO, TWO, growth -> {
            growth.counted(0, ofRoot);
            growth.counted(1, ofWeb);
        });
        assertThat(report.counted())
                .isEqualTo(new CellCounters(
                        Map.of(CellCounter.LOCAL, 11L, CellCounter.CLAMPED, 20L, CellCounter.SHRUNK_TO_MIN, 2L)));
        assertThat(UsageReport.unmeasured(TWO).counted()).isEqualTo(CellCounters.ZERO);
    }

    @Test
    void refusesImpossibleUsage() {
        CellCounters none = CellCounters.ZERO;
        assertThatIllegalArgumentException().isThrownBy(() -> new CellUsage(WEB, 0, 1, none, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new CellUsage(WEB, 1, -1, none, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new CellUsage(WEB, 1, 1, none, 1, 2, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new CellUsage(WEB, 1, 1, none, 1, 1, -1));
    }

    private static UsageReport after(CellLayout then, CellLayout now, long[]... nanos) {
        return after(then, now, ran(now, nanos));
    }

    private static UsageReport after(CellLayout then, CellLayout now, Consumer<UsageDeltas> reader) {
        return new UsageMeter(0, then, growth -> {}).collect(SECOND, now, reader);
    }

    private static CellCounters counted(long local) {
        return new CellCounters(Map.of(CellCounter.LOCAL, local));
    }
}
