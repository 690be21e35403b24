// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.stats;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.usage.CellUsage;
import io.mitosis.cells.usage.UsageReport;
import io.mitosis.stats.LoopState;
import io.mitosis.stats.wire.StatsSource;
import io.mitosis.stats.wire.TableSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The statistics at the end of an interval. A snapshot is immutable, so any thread may read it.
 *
 * @param elapsedNanos the measured length of the interval in nanoseconds; 0 before the first one has ended
 * @param hierarchyRoot where the cgroup hierarchy is mounted
 * @param total the activity of all cells together
 * @param cells the live cells in ascending order of id, the root cell first
 * @param configuration the configuration in force
 * @param limits the limits of cgroups
 * @param loop the state of the daemon's event loop
 */
public record Snapshot(
        long elapsedNanos,
        Path hierarchyRoot,
        Activity total,
        List<CellStats> cells,
        Configuration configuration,
        Limits limits,
        LoopState loop) {
    /** Copies the list and refuses an interval that runs backwards. */
    public Snapshot {
        cells = List.copyOf(cells);
        if (elapsedNanos < 0) {
            throw new IllegalArgumentException("an interval of " + elapsedNanos + " ns");
        }
    }

    /** Returns the source of the statistics that are published. It makes the table of metrics at the first request. */
    public static StatsSource<Snapshot> source(Supplier<@Nullable Snapshot> snapshots) {
        return new TableSource<>("Metrics of the machine", () -> Metrics.GLOBAL, snapshots);
    }

    /**
     * Combines the measured usage with the layout in force. Cells that are new since the measurement have no activity.
     * Removed cells are left out, but count in the total.
     *
     * @param layout the layout in force
     * @param smoothed the smoothed utilisation of a cell in percent
     */
    public static Snapshot of(
            UsageReport usage,
            CellLayout layout,
            ToDoubleFunction<Cell> smoothed,
            Path hierarchyRoot,
            Configuration configuration,
            Limits limits,
            LoopState loop) {
        long decisions = usage.counted().decisions();
        Activity total = new Activity(layout.usable(), usage, decisions);
        List<CellStats> cells = new ArrayList<>(layout.cells().size());
        int next = 0;
        for (CellCpus owner : layout.cells()) {
            Cell cell = owner.cell();
            while (next < usage.cells().size()
                    && usage.cells().get(next).cell().id().compareTo(cell.id()) < 0) {
                next++;
            }
            CellUsage measured = next < usage.cells().size() ? usage.cells().get(next) : null;
            CellUsage done = measured != null && measured.cell().equals(cell)
                    ? measured
                    : CellUsage.unmeasured(cell, owner.primary().count());
            Activity activity = new Activity(owner.primary(), done, decisions);
            cells.add(new CellStats(cell, hierarchyRoot, activity, smoothed.applyAsDouble(cell)));
        }
        return new Snapshot(usage.elapsedNanos(), hierarchyRoot, total, cells, configuration, limits, loop);
    }

    /** Returns the parked cgroups as paths below the root of the hierarchy. */
    public List<String> parkedPaths() {
        return configuration.parked().stream()
                .map(owner -> CellStats.pathOf(owner, hierarchyRoot))
                .toList();
    }
}
