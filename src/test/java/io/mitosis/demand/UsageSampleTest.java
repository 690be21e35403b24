// SPDX-License-Identifier: Apache-2.0
package io.mitosis.demand;

import static io.mitosis.demand.Samples.SECOND;
import static io.mitosis.demand.Samples.cell;
import static io.mitosis.demand.Samples.layout;
import static io.mitosis.demand.Samples.row;
import static io.mitosis.demand.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mitosis.cell.Cell;
import io.mitosis.cell.CellId;
import io.mitosis.cell.CellLayout;
import io.mitosis.topology.CpuMask;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageSampleTest {
    private static final Cell WEB = cell(1, "web");
    private static final Cell DB = cell(2, "db");
    private static final CellLayout TWO = layout("0-1", WEB, "2-3");

    @Test
    void utilisationRelatesToTheCpusOwnedAndTheMeasuredTime() {
        UsageSample before = sample(5 * SECOND, TWO, row(), row(0, 0, 4 * SECOND, 3 * SECOND));
        UsageSample now = sample(7 * SECOND, TWO, row(), row(0, 0, 4 * SECOND, 4 * SECOND));

        UsageReport report = now.since(before);

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
        UsageSample before = sample(0, layout("0", WEB, "1-3")).under(grown);
        UsageReport report = sample(SECOND, grown, row(0, SECOND), row(0, 0, SECOND / 2, SECOND))
                .since(before);
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
        UsageSample before = sample(0, then, row(), row(), row());
        // What is left of db goes on running on the CPUs of the others: nobody looks at its row any more.
        UsageReport report = sample(SECOND, TWO, row(), row()).since(before);
        assertThat(report.cells()).extracting(CellUsage::lentNanos).containsExactly(0L, 0L);
        assertThat(report.utilizationPercent()).isZero();
    }

    @Test
    void aCellThatWasNotLookedAtBeforeHasNoStartingPoint() {
        RunningTimes rootOnly = new RunningTimes(TWO.usable(), List.of(CellId.ROOT), new long[4]);
        UsageSample before = new UsageSample(0, TWO, Map.of(), rootOnly);
        UsageReport report = sample(SECOND, TWO, row(), row(0, 0, 99 * SECOND)).since(before);
        assertThat(report.cells().getLast().runningNanos()).isZero();
    }

    @Test
    void countersThatWereResetStartAnew() {
        UsageSample before = sample(0, TWO, row(90 * SECOND), row(0, 0, 100 * SECOND, 5));
        UsageReport report =
                sample(SECOND, TWO, row(), row(0, 0, SECOND / 2, 6)).since(before);
        assertThat(report.cells()).extracting(CellUsage::runningNanos).containsExactly(0L, SECOND / 2 + 1);
        assertThat(counters(30).since(counters(100))).isEqualTo(counters(30));
    }

    @Test
    void aClockThatStandsStillGivesNoUsage() {
        UsageReport report = sample(5, TWO, row(), row(0, 0, SECOND)).since(sample(5, TWO));
        assertThat(report.cells().getLast().utilizationPercent()).isZero();
        assertThat(report.utilizationPercent()).isZero();
    }

    @Test
    void describesItselfInOneLine() {
        UsageSample before = sample(0, TWO, row(), row());
        RunningTimes times = sample(SECOND, TWO, row(), row(0, 0, SECOND)).running();
        CellCounters counted = new CellCounters(Map.of(
                CellCounter.LOCAL, 10L,
                CellCounter.CPU_QUEUE, 2L,
                CellCounter.CELL_QUEUE, 30L,
                CellCounter.AFFINITY_VIOLATIONS, 4L,
                CellCounter.BORROWED, 7L,
                CellCounter.CLAMPED, 5L));
        UsageReport report = new UsageSample(SECOND, TWO, Map.of(new CellId(1), counted), times).since(before);
        assertThat(report.describe())
                .isEqualTo("Usage over 1.00 s:"
                        + " [0: 0.0% of 2, local=0 cpu_dsq=0 cell_dsq=0 affinity_violations=0 borrowed=0]"
                        + " [1(web): 50.0% of 2, local=10 cpu_dsq=2 cell_dsq=30 affinity_violations=4 borrowed=7"
                        + " clamped=5]");
        assertThat(counted.decisions()).isEqualTo(49);
    }

    @Test
    void sumsFieldByField() {
        CellCounters counters = new CellCounters(Map.of(CellCounter.LOCAL, 1L, CellCounter.SHRUNK_TO_MIN, 2L));
        CellCounters others = new CellCounters(Map.of(CellCounter.LOCAL, 10L, CellCounter.CLAMPED, 20L));
        assertThat(CellCounters.sum(List.of(counters, others)))
                .isEqualTo(new CellCounters(
                        Map.of(CellCounter.LOCAL, 11L, CellCounter.CLAMPED, 20L, CellCounter.SHRUNK_TO_MIN, 2L)));
        assertThat(CellCounters.sum(List.of())).isEqualTo(CellCounters.ZERO);
    }

    @Test
    void refusesImpossibleUsage() {
        CellCounters none = CellCounters.ZERO;
        assertThatIllegalArgumentException().isThrownBy(() -> new CellUsage(WEB, 0, 1, none, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new CellUsage(WEB, 1, -1, none, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new CellUsage(WEB, 1, 1, none, 1, 2, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new CellUsage(WEB, 1, 1, none, 1, 1, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RunningTimes(CpuMask.range(0, 3), List.of(CellId.ROOT), new long[3]));
    }

    private static UsageReport after(CellLayout then, CellLayout now, long[]... nanos) {
        return sample(SECOND, now, nanos).since(sample(0, then));
    }

    private static CellCounters counters(long local) {
        return new CellCounters(Map.of(CellCounter.LOCAL, local));
    }
}
