// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.metrics;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.stats.Activity;
import io.mitosis.cells.stats.CellStats;
import io.mitosis.cells.stats.Configuration;
import io.mitosis.cells.stats.Snapshot;
import io.mitosis.cells.stats.Snapshots;
import io.mitosis.cells.usage.CellCounter;
import io.mitosis.cells.usage.CellCounters;
import io.mitosis.stats.LoopState;
import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Snapshots as the loop publishes them, for tests. */
public final class Intervals {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final long SECOND = 1_000_000_000L;

    private Intervals() {}

    /** Returns a cell of the cgroup below the root of the hierarchy. */
    public static Cell cell(int id, String name, long cgid) {
        return new Cell(new CellId(id), new CellOwner(ROOT.resolve(name), cgid));
    }

    /** Returns a second in which the root cell and others each made 10 decisions for its queue and ran for 1.5 s. */
    public static Snapshot with(Cell... others) {
        List<CellStats> cells = new ArrayList<>();
        cells.add(new CellStats(Cell.ROOT, ROOT, activity("0-1", 10), 12.5));
        for (Cell cell : others) {
            cells.add(new CellStats(cell, ROOT, activity("2-3", 10), 50));
        }
        Activity total = activity("0-3", 10L * cells.size());
        List<CellOwner> parked = List.of(new CellOwner(ROOT.resolve("late"), 99));
        return new Snapshot(
                SECOND,
                ROOT,
                total,
                cells,
                new Configuration(parked, false, 2, 7, 1500, 4.5, "cgroups"),
                Snapshots.limits(),
                new LoopState(250, 60, 30.5));
    }

    private static Activity activity(String cpus, long decisions) {
        CellCounters counted = new CellCounters(
                Map.of(CellCounter.CELL_QUEUE, decisions, CellCounter.LOCAL, 1L, CellCounter.SHRUNK_TO_MIN, 3L));
        return new Activity(CpuMask.parse(cpus), Snapshots.usage(counted, 3 * SECOND / 2, 75, 20, 10), 100);
    }
}
