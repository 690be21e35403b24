// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.stats;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellOwner;
import java.nio.file.Path;

/**
 * A live cell in a snapshot. An id that another cgroup has taken over belongs to another cell: to sum counters,
 * distinguish cells by id and {@link #cgid}.
 *
 * @param cell its id, and the cgroup whose tasks run in it
 * @param hierarchyRoot where the cgroup hierarchy is mounted
 * @param activity its activity in the last interval
 * @param smoothedPercent its utilisation in percent, smoothed over intervals, not negative
 */
public record CellStats(Cell cell, Path hierarchyRoot, Activity activity, double smoothedPercent) {
    private static final long NO_CGROUP = 0;

    /** Refuses a smoothed utilisation that is negative or not finite. */
    public CellStats {
        if (!(smoothedPercent >= 0) || Double.isInfinite(smoothedPercent)) {
            throw new IllegalArgumentException("cell " + cell.label() + " smoothed to " + smoothedPercent + "%");
        }
    }

    /** Returns the cgroup as a path below the root of the hierarchy: {@code /} for the root cell. */
    public String cgroupPath() {
        CellOwner owner = cell.owner();
        return owner == null ? "/" : pathOf(owner, hierarchyRoot);
    }

    /** Returns the id of the cgroup, an unsigned number; 0, which no cgroup has, for the root cell. */
    public long cgid() {
        CellOwner owner = cell.owner();
        return owner == null ? NO_CGROUP : owner.cgid();
    }

    static String pathOf(CellOwner owner, Path hierarchyRoot) {
        return "/" + hierarchyRoot.relativize(owner.path());
    }
}
