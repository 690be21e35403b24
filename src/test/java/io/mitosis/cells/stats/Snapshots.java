// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.stats;

import io.mitosis.cells.limit.LimitUsage;
import io.mitosis.cells.limit.Throttling;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.usage.CellCounter;
import io.mitosis.cells.usage.CellCounters;
import io.mitosis.cells.usage.CellUsage;
import io.mitosis.cells.usage.Usage;
import io.mitosis.cells.usage.UsageReport;
import io.mitosis.stats.LoopState;
import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Snapshots for tests. */
public final class Snapshots {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final long SECOND = 1_000_000_000;

    private static final Cell WEB = cell(1, "web");
    private static final Cell IDLE = cell(2, "idle \"x\"");
    private static final Cell NEW = cell(10, "new");
    private static final Map<CellCounter, Long> COUNTED = Map.ofEntries(
            Map.entry(CellCounter.LOCAL, 6L),
            Map.entry(CellCounter.CPU_QUEUE, 1L),
            Map.entry(CellCounter.CELL_QUEUE, 2L),
            Map.entry(CellCounter.BORROWED, 1L),
            Map.entry(CellCounter.AFFINITY_VIOLATIONS, 1L),
            Map.entry(CellCounter.STEALS, 2L),
            Map.entry(CellCounter.DRAINED, 3L),
            Map.entry(CellCounter.DRAINED_BY_AFFINITY, 1L),
            Map.entry(CellCounter.CLAMPED, 4L),
            Map.entry(CellCounter.PIN_REJECTIONS_SKIPPED, 1L),
            Map.entry(CellCounter.SHRUNK_TO_MAX, 1L),
            Map.entry(CellCounter.SHRUNK_PROPORTIONALLY, 2L),
            Map.entry(CellCounter.SHRUNK_TO_MIN, 3L));

    private Snapshots() {}

    /** A second of two busy cells and an idle one, at whose end a fourth came. */
    public static Snapshot busy() {
        CellCounters ofRoot = new CellCounters(Map.of(CellCounter.LOCAL, 30L));
        UsageReport usage = new UsageReport(
                SECOND,
                8,
                List.of(
                        new CellUsage(Cell.ROOT, 2, SECOND, ofRoot, SECOND / 2, 0, 3 * SECOND / 10),
                        new CellUsage(WEB, 2, SECOND, new CellCounters(COUNTED), 3 * SECOND / 2, 3 * SECOND / 10, 0),
                        new CellUsage(IDLE, 2, SECOND, CellCounters.ZERO, 0, 0, 0)));
        Map<Cell, Double> smoothed = Map.of(Cell.ROOT, 12.5, WEB, 62.5);
        Configuration configuration = new Configuration(
                List.of(new CellOwner(ROOT.resolve("workloads/late"), 77)), true, 2, 7, 850, 1.5, "cgroups");
        return Snapshot.of(
                usage,
                layout(List.of(Cell.ROOT, WEB, IDLE, NEW)),
                cell -> smoothed.getOrDefault(cell, 0.0),
                ROOT,
                configuration,
                limits(),
                new LoopState(120, 321, 60.25));
    }

    /** One of many cells: so much to say that no socket's buffers hold it. */
    public static Snapshot ofCells(int count) {
        List<Cell> cells = new ArrayList<>(List.of(Cell.ROOT));
        for (int id = 1; id < count; id++) {
            cells.add(cell(id, "cell" + id));
        }
        return Snapshot.of(
                new UsageReport(0, 1, List.of()),
                layout(cells),
                cell -> 0.0,
                ROOT,
                new Configuration(List.of(), false, 0, 1, 0, 0.0, "start"),
                Limits.NONE,
                new LoopState(0, 0, 0.0));
    }

    /** One for which memory runs out wherever it is told. */
    public static Snapshot beyondMemory() {
        Usage usage = new Usage() {
            private boolean accepted;

            @Override
            public CellCounters counted() {
                return CellCounters.ZERO;
            }

            @Override
            public long runningNanos() {
                return 0;
            }

            @Override
            public double utilizationPercent() {
                if (accepted) {
                    throw new OutOfMemoryError("Java heap space");
                }
                accepted = true;
                return 0;
            }

            @Override
            public double borrowedPercent() {
                return 0;
            }

            @Override
            public double lentPercent() {
                return 0;
            }
        };
        Snapshot other = busy();
        Activity total = new Activity(other.total().cpus(), usage, 0);
        return new Snapshot(
                other.elapsedNanos(), ROOT, total, other.cells(), other.configuration(), Limits.NONE, other.loop());
    }

    /** Figures that need not fit together. */
    public static Usage usage(
            CellCounters counted,
            long runningNanos,
            double utilizationPercent,
            double borrowedPercent,
            double lentPercent) {
        record Figures(
                CellCounters counted,
                long runningNanos,
                double utilizationPercent,
                double borrowedPercent,
                double lentPercent)
                implements Usage {}
        return new Figures(counted, runningNanos, utilizationPercent, borrowedPercent, lentPercent);
    }

    /** A limit of a CPU and a half that is throttled, and one of a cgroup whose path is not known. */
    public static Limits limits() {
        LimitUsage web = new LimitUsage(
                46,
                150_000_000,
                100_000_000,
                5_000_000,
                new Throttling(600, 45, 3_456_789_000L),
                new Throttling(10, 4, 123_456_000),
                87_654_000,
                3,
                true);
        LimitUsage unknown = new LimitUsage(
                -2, 20_000_000, 100_000_000, 0, new Throttling(12, 0, 0), new Throttling(0, 0, 0), 0, 0, false);
        return new Limits(
                List.of(
                        new LimitStats("/workloads/web/\"a\\b\"", web),
                        new LimitStats("cgid 18446744073709551614", unknown)),
                2);
    }

    private static Cell cell(int id, String name) {
        return new Cell(new CellId(id), new CellOwner(ROOT.resolve("workloads").resolve(name), 40 + id));
    }

    private static CellLayout layout(List<Cell> cells) {
        List<CellCpus> owners = new ArrayList<>();
        for (Cell cell : cells) {
            owners.add(new CellCpus(cell, CpuMask.range(2 * owners.size(), 2 * owners.size() + 1)));
        }
        return new CellLayout(CpuMask.range(0, 2 * cells.size() - 1), owners);
    }
}
