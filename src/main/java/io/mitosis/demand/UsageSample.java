// SPDX-License-Identifier: Apache-2.0
package io.mitosis.demand;

import io.mitosis.cell.CellCpus;
import io.mitosis.cell.CellId;
import io.mitosis.cell.CellLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The counters of all live cells at one moment.
 *
 * @param takenNanos the moment, in nanoseconds of a monotonic clock
 * @param layout the layout in force at that moment
 * @param counters what was counted for each cell since the scheduler was loaded; a cell that is missing has counted
 *     nothing
 */
public record UsageSample(long takenNanos, CellLayout layout, Map<CellId, CellCounters> counters) {
    /** Copies the map. */
    public UsageSample {
        counters = Map.copyOf(counters);
    }

    /**
     * Returns what each live cell did since an earlier sample.
     *
     * <p>The counters of an id go on when the id is given to another cgroup, so a cell that did not live at the time of
     * the earlier sample has no starting point, and shows nothing for this first interval.
     */
    public UsageReport since(UsageSample before) {
        long elapsed = Math.max(0, takenNanos - before.takenNanos);
        List<CellUsage> usages = new ArrayList<>();
        for (CellCpus now : layout.cells()) {
            CellCpus then = before.layout
                    .cell(now.cell().id())
                    .filter(old -> old.cell().equals(now.cell()))
                    .orElse(null);
            CellCounters counted = then == null ? CellCounters.ZERO : of(now).since(before.of(now));
            int cpusBefore = then == null ? 0 : then.primary().count();
            // Of a share that changed in between the larger size counts: the smaller would make what the cell ran on
            // its old CPUs look like more than they can do.
            int cpus = Math.max(now.primary().count(), cpusBefore);
            usages.add(new CellUsage(now.cell(), cpus, elapsed, counted));
        }
        return new UsageReport(elapsed, usages);
    }

    private CellCounters of(CellCpus cell) {
        return counters.getOrDefault(cell.cell().id(), CellCounters.ZERO);
    }
}
