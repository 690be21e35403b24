// SPDX-License-Identifier: Apache-2.0
package io.mitosis.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mitosis.cell.Cell;
import io.mitosis.cell.CellCpus;
import io.mitosis.cell.CellId;
import io.mitosis.cell.CellLayout;
import io.mitosis.cell.CellOwner;
import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class UsageSampleTest {
    private static final long SECOND = 1_000_000_000;
    private static final CellId ONE = new CellId(1);
    private static final Cell WEB = cell("web");

    @Test
    void utilisationRelatesToTheCpusOwnedAndTheMeasuredTime() {
        CellLayout layout = layout("0-1", WEB, "2-3");
        UsageSample before = new UsageSample(5 * SECOND, layout, Map.of(ONE, ran(7 * SECOND)));
        UsageSample now = new UsageSample(7 * SECOND, layout, Map.of(ONE, ran(8 * SECOND)));

        UsageReport report = now.since(before);

        assertThat(report.elapsedNanos()).isEqualTo(2 * SECOND);
        assertThat(report.cells()).extracting(CellUsage::utilizationPercent).containsExactly(0.0, 25.0);
    }

    @Test
    void describesItselfInOneLine() {
        CellLayout layout = layout("0-1", WEB, "2-3");
        CellCounters counters = new CellCounters(10, 2, 30, 4, 5, SECOND);
        UsageReport report =
                new UsageSample(SECOND, layout, Map.of(ONE, counters)).since(new UsageSample(0, layout, Map.of()));
        assertThat(report.describe())
                .isEqualTo("Usage over 1.00 s: [0: 0.0% of 2, local=0 cpu=0 cell=0 affinity=0 clamped=0]"
                        + " [1(web): 50.0% of 2, local=10 cpu=2 cell=30 affinity=4 clamped=5]");
        assertThat(counters.decisions()).isEqualTo(42);
    }

    @Test
    void countersThatWereResetStartAnew() {
        assertThat(ran(30).since(ran(100))).isEqualTo(ran(30));
    }

    @Test
    void aCellThatTookOverAnIdShowsNothingOfTheOneBefore() {
        UsageSample before = new UsageSample(0, layout("0-1", WEB, "2-3"), Map.of(ONE, ran(0)));
        UsageSample now = new UsageSample(SECOND, layout("0-1", cell("db"), "2-3"), Map.of(ONE, ran(SECOND)));
        assertThat(now.since(before).cells())
                .extracting(CellUsage::utilizationPercent)
                .containsExactly(0.0, 0.0);
    }

    @Test
    void aCellThatLostCpusIsMeasuredAgainstWhatItHad() {
        UsageSample before = new UsageSample(0, layout("0", WEB, "1-3"), Map.of());
        UsageSample now = new UsageSample(SECOND, layout("0-2", WEB, "3"), Map.of(ONE, ran(3 * SECOND)));
        assertThat(now.since(before).cells().getLast().utilizationPercent()).isEqualTo(100.0);
    }

    @Property
    void utilisationIsNeverNegativeOrNotANumber(
            @ForAll @LongRange(max = 100 * SECOND) long ranBefore,
            @ForAll @LongRange(max = 100 * SECOND) long ranNow,
            @ForAll @LongRange(max = 10 * SECOND) long takenBefore,
            @ForAll @LongRange(max = 10 * SECOND) long takenNow) {
        CellLayout layout = layout("0", WEB, "1");
        UsageReport report = new UsageSample(takenNow, layout, Map.of(ONE, ran(ranNow)))
                .since(new UsageSample(takenBefore, layout, Map.of(ONE, ran(ranBefore))));
        assertThat(report.cells())
                .allSatisfy(
                        cell -> assertThat(cell.utilizationPercent()).isFinite().isNotNegative());
    }

    @Test
    void sumsFieldByField() {
        CellCounters counters = new CellCounters(1, 2, 3, 4, 5, 6);
        assertThat(counters.plus(new CellCounters(10, 20, 30, 40, 50, 60)))
                .isEqualTo(new CellCounters(11, 22, 33, 44, 55, 66));
        assertThat(counters.plus(CellCounters.ZERO)).isEqualTo(counters);
    }

    @Test
    void refusesImpossibleUsage() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CellUsage(WEB, 0, 1, CellCounters.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new CellUsage(WEB, 1, -1, CellCounters.ZERO));
    }

    private static Cell cell(String name) {
        return new Cell(ONE, new CellOwner(Path.of("/cg").resolve(name), name.hashCode()));
    }

    private static CellCounters ran(long nanos) {
        return new CellCounters(0, 0, 0, 0, 0, nanos);
    }

    private static CellLayout layout(String root, Cell cell, String cpus) {
        CpuMask rootMask = CpuMask.parse(root);
        CpuMask cellMask = CpuMask.parse(cpus);
        return new CellLayout(
                rootMask.or(cellMask), List.of(new CellCpus(Cell.ROOT, rootMask), new CellCpus(cell, cellMask)));
    }
}
