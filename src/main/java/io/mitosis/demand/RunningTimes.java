// SPDX-License-Identifier: Apache-2.0
package io.mitosis.demand;

import io.mitosis.cell.CellId;
import io.mitosis.topology.CpuMask;
import java.util.List;

/**
 * How long the tasks of each cell have run on each CPU since the scheduler was loaded, in nanoseconds.
 *
 * <p>It is one array, so that even 256 cells on 1024 CPUs take 2 MB a sample and a small machine next to nothing.
 */
public final class RunningTimes {
    private final CpuMask cpus;
    private final List<CellId> cells;
    // All CPUs of the first cell in ascending order, then all of the second, and so on.
    private final long[] nanos;

    /**
     * Copies the times.
     *
     * @param cpus the CPUs that were looked at
     * @param cells the cells that were looked at, in any order
     * @param nanos the times: all CPUs of the first cell in ascending order, then all of the second, and so on
     * @throws IllegalArgumentException if there is not one time a cell and CPU
     */
    public RunningTimes(CpuMask cpus, List<CellId> cells, long[] nanos) {
        this.cpus = cpus;
        this.cells = List.copyOf(cells);
        this.nanos = nanos.clone();
        if (nanos.length != cpus.count() * cells.size()) {
            throw new IllegalArgumentException(
                    nanos.length + " times of " + cells.size() + " cells on " + cpus.count() + " CPUs");
        }
    }

    /** Returns the CPUs that were looked at. */
    public CpuMask cpus() {
        return cpus;
    }

    /** Returns whether this cell was looked at. */
    public boolean has(CellId cell) {
        return cells.contains(cell);
    }

    /**
     * Returns how long each CPU ran tasks of the cell after {@code before}, in ascending order of CPUs; never negative.
     * A CPU or cell that was not looked at before starts at 0.
     */
    long[] growth(CellId cell, RunningTimes before) {
        int columns = cpus.count();
        long[] growth = new long[columns];
        int row = cells.indexOf(cell);
        int rowBefore = before.cells.indexOf(cell);
        boolean comparable = rowBefore >= 0 && before.cpus.equals(cpus);
        for (int i = 0; row >= 0 && i < columns; i++) {
            long start = comparable ? before.nanos[rowBefore * columns + i] : 0;
            growth[i] = CellCounters.growth(start, nanos[row * columns + i]);
        }
        return growth;
    }
}
