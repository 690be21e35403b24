// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cell.Cell;
import io.mitosis.cell.CellCpus;
import io.mitosis.cell.CellId;
import io.mitosis.cell.CellLayout;
import io.mitosis.cell.CellOwner;
import io.mitosis.demand.CellCounter;
import io.mitosis.demand.CellCounters;
import io.mitosis.demand.CellUsage;
import io.mitosis.demand.UsageReport;
import io.mitosis.demand.UsageSample;
import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageMemoryTest {
    private static final long SECOND = 1_000_000_000;
    private static final Cell WEB = new Cell(new CellId(3), new CellOwner(Path.of("/cg/web"), 42));
    private static final CellLayout LAYOUT = new CellLayout(
            CpuMask.range(0, 3),
            List.of(new CellCpus(Cell.ROOT, CpuMask.range(0, 1)), new CellCpus(WEB, CpuMask.range(2, 3))));

    private final SyntheticUsage usage = new SyntheticUsage(4);

    @Test
    void everyCounterIsSummedOverAllCpus() {
        Map<CellCounter, Long> expected = new HashMap<>();
        for (CellCounter counter : CellCounter.values()) {
            long each = 1L << counter.place();
            usage.add(0, 3, counter.field(), each);
            usage.add(3, 3, counter.field(), 2 * each);
            expected.put(counter, 3 * each);
        }
        usage.add(1, 3, "selected_local", 1000);
        usage.add(2, 3, "selected_borrowed", 2000);
        expected.merge(CellCounter.LOCAL, 1000L, Long::sum);
        expected.merge(CellCounter.BORROWED, 2000L, Long::sum);

        Map<CellId, CellCounters> counters = usage.read(0, LAYOUT).counters();

        assertThat(counters.get(WEB.id())).isEqualTo(new CellCounters(expected));
        assertThat(counters.get(CellId.ROOT)).isEqualTo(CellCounters.ZERO);
    }

    @Test
    void aReadingDoesNotChangeWithTheNextOne() {
        usage.add(2, 3, "running_ns", SECOND);
        UsageSample before = usage.read(0, LAYOUT);
        usage.add(2, 3, "running_ns", SECOND);
        usage.add(0, 3, "running_ns", SECOND / 2);
        usage.add(2, 3, "local", 5);
        UsageSample now = usage.read(SECOND, LAYOUT);

        UsageReport report = now.since(before);

        CellUsage web = report.cells().getLast();
        assertThat(web.runningNanos()).isEqualTo(SECOND + SECOND / 2);
        assertThat(web.borrowedNanos()).isEqualTo(SECOND / 2);
        assertThat(web.counted().get(CellCounter.LOCAL)).isEqualTo(5);
        assertThat(now.since(now).cells().getLast().runningNanos()).isZero();
    }
}
