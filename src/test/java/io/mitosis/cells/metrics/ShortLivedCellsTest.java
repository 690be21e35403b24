// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.stats.Configuration;
import io.mitosis.cells.stats.Limits;
import io.mitosis.cells.stats.Snapshot;
import io.mitosis.cells.usage.CellCounter;
import io.mitosis.cells.usage.CellCounters;
import io.mitosis.cells.usage.UsageMeter;
import io.mitosis.cells.usage.UsageReport;
import io.mitosis.stats.LoopState;
import io.mitosis.stats.wire.JsonValue;
import io.mitosis.stats.wire.Requests;
import io.mitosis.topology.CpuMask;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Jobs keep three CPUs of four busy, and none of them lives when the counters are read. */
class ShortLivedCellsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final CellLayout ROOT_ALONE =
            new CellLayout(CpuMask.parse("0-3"), List.of(new CellCpus(Cell.ROOT, CpuMask.parse("0-3"))));

    @Test
    void showInWhatTheMachineDidWhereverThatIsTold() {
        Snapshot snapshot = snapshot();

        byte[] reply = new Requests<>(Snapshot.source(() -> snapshot)).answer("{\"req\":\"stats\"}");
        JsonValue told = JsonValue.parse(new String(reply, StandardCharsets.UTF_8))
                .member("args")
                .member("resp");
        assertThat(told.member("util_pct").number()).isCloseTo(75.0, within(1e-9));
        assertThat(told.member("total_decisions").number()).isEqualTo(30.0);
        assertThat(told.member("cells").member("0").member("util_pct").number()).isZero();
        assertThat(told.member("cells")
                        .member("0")
                        .member("share_of_decisions_pct")
                        .number())
                .isZero();

        CounterTotals totals = new CounterTotals();
        totals.add(snapshot);
        assertThat(totals.sum().all().runningSeconds()).isEqualTo(3.0);
        assertThat(totals.sum().all().get(CellCounter.LOCAL)).isEqualTo(30);
    }

    private static Snapshot snapshot() {
        UsageMeter meter = new UsageMeter(0, ROOT_ALONE, growth -> {});
        UsageReport report = meter.collect(SECOND, ROOT_ALONE, growth -> {
            for (int job = 1; job <= 3; job++) {
                growth.ran(job, job, SECOND);
                growth.counted(job, new CellCounters(Map.of(CellCounter.LOCAL, 10L)));
            }
        });
        return Snapshot.of(
                report,
                ROOT_ALONE,
                cell -> 0.0,
                Path.of("/sys/fs/cgroup"),
                new Configuration(List.of(), false, 0, 1, 0, 0.0, "start"),
                Limits.NONE,
                new LoopState(0, 0, 0.0));
    }
}
