// SPDX-License-Identifier: Apache-2.0
package io.mitosis.demand;

import io.mitosis.cell.CellId;
import io.mitosis.cell.CellLayout;
import java.util.Map;

/**
 * The counters of all live cells at one moment.
 *
 * @param takenNanos the moment, in nanoseconds of a monotonic clock
 * @param layout the layout in force at that moment
 * @param counters what was counted for each cell since the scheduler was loaded; a cell that is missing has counted
 *     nothing
 * @param running how long each cell ran on each usable CPU; a cell that is missing was not looked at
 */
public record UsageSample(
        long takenNanos, CellLayout layout, Map<CellId, CellCounters> counters, RunningTimes running) {
    /** Copies the map. */
    public UsageSample {
        counters = Map.copyOf(counters);
    }

    /**
     * Returns what each live cell did since an earlier sample.
     *
     * <p>The counters of an id go on when the id is given to another cgroup, so a cell that did not live at the time of
     * the earlier sample has no starting point: nothing was measured of it, over no time.
     */
    public UsageReport since(UsageSample before) {
        return new UsageChange(before, this).report();
    }

    /**
     * Returns this sample as the starting point of a layout that was put in force right after it: else the CPUs that
     * moved would count as their old owners' for one more interval.
     */
    public UsageSample under(CellLayout next) {
        return new UsageSample(takenNanos, next, counters, running);
    }
}
