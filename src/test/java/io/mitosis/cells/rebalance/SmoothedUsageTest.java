// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import static io.mitosis.cells.usage.Samples.SECOND;
import static io.mitosis.cells.usage.Samples.cell;
import static io.mitosis.cells.usage.Samples.report;
import static io.mitosis.cells.usage.Samples.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.usage.CellCounters;
import io.mitosis.cells.usage.CellUsage;
import io.mitosis.cells.usage.ShortLivedUsage;
import io.mitosis.cells.usage.UsageReport;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SmoothedUsageTest {
    private static final Cell WEB = cell(1, "web");
    private static final Cell DB = cell(2, "db");

    private final SmoothedUsage usage = new SmoothedUsage();

    @Test
    void theFirstMeasurementCountsInFullAndEveryOtherForItsPart() {
        observe(usage(Cell.ROOT, 4, 2.0));
        assertThat(percent(Cell.ROOT)).isEqualTo(50.0);
        observe(usage(Cell.ROOT, 4, 4.0));
        assertThat(percent(Cell.ROOT)).isCloseTo(0.3 * 100 + 0.7 * 50, within(1e-9));
    }

    @Test
    void whatWasMeasuredForLongerCountsForMore() {
        observe(usage(Cell.ROOT, 4, 0.0));
        observe(usage(Cell.ROOT, 4, 4.0, 2 * SECOND + SECOND / 2));
        assertThat(percent(Cell.ROOT)).isCloseTo(100 * (1 - Math.pow(0.7, 2.5)), within(1e-6));
    }

    @Test
    void anIdleCellDecaysLikeAnyOther() {
        observe(usage(Cell.ROOT, 4, 4.0));
        for (int i = 0; i < 20; i++) {
            observe(usage(Cell.ROOT, 4, 0.0));
        }
        assertThat(percent(Cell.ROOT)).isLessThan(0.1);
    }

    @Test
    void aNewCellIsTakenForAnAverageOneOfAnEqualShare() {
        observe(usage(Cell.ROOT, 4, 1.0), usage(WEB, 8, 6.0));
        observe(usage(Cell.ROOT, 3, 0.75), usage(WEB, 6, 4.5), usage(DB, 3, 0.0, 0));
        assertThat(percent(DB)).isCloseTo(50.0, within(1e-9));
        assertThat(smoothed(DB).busyCpus()).isCloseTo(0.5 * 12 / 3, within(1e-9));
    }

    @Test
    void aNewCellIsAsBusyAsThoseThatDidNotLastButNotIdleForTheirSake() {
        CellUsage fresh = usage(DB, 3, 0.0, 0);
        observe(usage(Cell.ROOT, 4, 1.0), usage(WEB, 8, 6.0));
        observe(shortLived(0.4), usage(Cell.ROOT, 3, 0.75), usage(WEB, 6, 4.5), fresh);
        assertThat(percent(DB)).isCloseTo(50.0, within(1e-9));
        observe(usage(Cell.ROOT, 3, 0.75), usage(WEB, 6, 4.5));
        observe(shortLived(1.8), usage(Cell.ROOT, 3, 0.75), usage(WEB, 6, 4.5), fresh);
        assertThat(percent(DB)).isCloseTo(90.0, within(1e-9));
        assertThat(smoothed(DB).busyCpus()).isCloseTo(0.9 * 12 / 3, within(1e-9));
        observe(usage(Cell.ROOT, 3, 0.75), usage(WEB, 6, 4.5));
        observe(usage(Cell.ROOT, 3, 0.75), usage(WEB, 6, 4.5), fresh);
        assertThat(percent(DB)).as("what is past is past").isCloseTo(50.0, within(1e-9));
    }

    private static ShortLivedUsage shortLived(double busyOfTwo) {
        return new ShortLivedUsage(2, CellCounters.ZERO, Math.round(busyOfTwo * SECOND));
    }

    @Test
    void nothingIsMadeUpWhereNothingIsKnown() {
        observe(usage(Cell.ROOT, 4, 0.0, 0));
        assertThat(usage.isEmpty()).isTrue();
        observe(usage(Cell.ROOT, 4, 3.0));
        assertThat(percent(Cell.ROOT)).isEqualTo(75.0);
    }

    @Test
    void anIntervalOfNoLengthChangesNothing() {
        observe(usage(Cell.ROOT, 4, 4.0));
        observe(usage(Cell.ROOT, 4, 0.0, 0));
        assertThat(percent(Cell.ROOT)).isEqualTo(100.0);
    }

    @Test
    void aDestroyedCellIsForgottenAndOneThatTookOverItsIdIsAnother() {
        observe(usage(Cell.ROOT, 4, 0.0), usage(WEB, 4, 4.0));
        observe(usage(Cell.ROOT, 4, 0.0), usage(cell(1, "db"), 4, 0.0));
        assertThat(usage.of(WEB)).isNull();
        assertThat(percent(cell(1, "db"))).isZero();
    }

    @Test
    void whatACellDoesOnMoreCpusIsTakenAtOnceForItsDemand() {
        observe(usage(Cell.ROOT, 4, 4.0));
        observe(usage(Cell.ROOT, 8, 7.0));
        assertThat(smoothed(Cell.ROOT).busyCpus()).isEqualTo(7.0);
        observe(usage(Cell.ROOT, 8, 6.0));
        assertThat(smoothed(Cell.ROOT).busyCpus()).isCloseTo(6.7, within(1e-9));
        assertThat(percent(Cell.ROOT)).as("but not for its utilisation").isGreaterThan(87.5);
    }

    private void observe(CellUsage... cells) {
        usage.take(report(cells), 0.3, SECOND);
    }

    private void observe(ShortLivedUsage shortLived, CellUsage... cells) {
        usage.take(new UsageReport(SECOND, 12, List.of(cells), shortLived), 0.3, SECOND);
    }

    private double percent(Cell cell) {
        return smoothed(cell).percent();
    }

    private SmoothedUsage.Smoothed smoothed(Cell cell) {
        return Objects.requireNonNull(usage.of(cell));
    }
}
