// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

import static io.mitosis.cells.usage.Samples.SECOND;
import static io.mitosis.cells.usage.Samples.cell;
import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.topology.CpuMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What must hold whatever the cells do, however CPUs and ids go from one to another. */
class UsageHistoryTest {
    private static final int CPUS = 6;
    private static final int IDS = 4;

    @Property(tries = 300)
    void percentagesArePossibleOnes(@ForAll Random random) {
        UsageMeter meter = new UsageMeter(0, layout(random), growth -> {});
        long now = 0;
        for (int step = 0; step < 12; step++) {
            long elapsed = 1 + random.nextLong(2 * SECOND);
            now += elapsed;
            check(meter.collect(now, layout(random), growth -> run(random, elapsed, growth)));
            if (random.nextInt(4) == 0) {
                meter.moved(layout(random));
            }
        }
    }

    /** Tasks of cells that are gone go on running too. */
    private static void run(Random random, long elapsed, UsageDeltas growth) {
        for (int cpu = 0; cpu < CPUS; cpu++) {
            long left = elapsed;
            for (int id = 0; id < IDS; id++) {
                long ran = random.nextLong(left + 1);
                left -= ran;
                growth.ran(cpu, id, ran);
            }
        }
    }

    private static CellLayout layout(Random random) {
        List<Cell> cells = new ArrayList<>(List.of(Cell.ROOT));
        for (int id = 1; id < IDS; id++) {
            if (random.nextBoolean()) {
                cells.add(cell(id, random.nextBoolean() ? "a" + id : "b" + id));
            }
        }
        List<CellCpus> owned = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < cells.size(); i++) {
            int most = CPUS - next - (cells.size() - 1 - i);
            int count = i == cells.size() - 1 ? most : 1 + random.nextInt(most);
            owned.add(new CellCpus(cells.get(i), CpuMask.range(next, next + count - 1)));
            next += count;
        }
        return new CellLayout(CpuMask.range(0, CPUS - 1), owned);
    }

    private static void check(UsageReport report) {
        assertThat(report.utilizationPercent()).isBetween(0.0, 100.001);
        assertThat(report.borrowedPercent()).isBetween(0.0, 100.0);
        assertThat(report.lentPercent()).isBetween(0.0, 100.0);
        for (CellUsage cell : report.cells()) {
            assertThat(cell.utilizationPercent()).isBetween(0.0, 100.001 * CPUS / cell.cpus());
            assertThat(cell.borrowedPercent()).isBetween(0.0, 100.0);
            assertThat(cell.lentPercent()).isBetween(0.0, 100.0);
            assertThat(cell.busyCpus()).isBetween(0.0, CPUS + 0.001);
        }
    }
}
