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
    private static final int NONE = -1;

    private final CpuMask cpus;
    private final List<CellId> cells;
    // All CPUs of the first cell in ascending order, then all of the second, and so on.
    private final long[] nanos;

    /**
     * Takes the times over: the caller does not touch them any more.
     *
     * @param cpus the CPUs that were looked at
     * @param cells the cells that were looked at, in any order
     * @param nanos the times: all CPUs of the first cell in ascending order, then all of the second, and so on
     * @throws IllegalArgumentException if there is not one time a cell and CPU
     */
    public RunningTimes(CpuMask cpus, List<CellId> cells, long[] nanos) {
        this.cpus = cpus;
        this.cells = List.copyOf(cells);
        this.nanos = nanos;
        if (nanos.length != cpus.count() * cells.size()) {
            throw new IllegalArgumentException(
                    nanos.length + " times of " + cells.size() + " cells on " + cpus.count() + " CPUs");
        }
    }

    /** Returns the CPUs that were looked at. */
    public CpuMask cpus() {
        return cpus;
    }

    /**
     * Returns the place of this cell's times, -1 if it was not looked at.
     *
     * @param likely where it is, unless cells have come and gone
     */
    int row(CellId cell, int likely) {
        boolean there = likely < cells.size() && cells.get(likely).equals(cell);
        return there ? likely : cells.indexOf(cell);
    }

    /** Takes what a CPU did. */
    interface Growth {
        /**
         * Takes how long a CPU ran tasks of the cell.
         *
         * @param cpu its place among the CPUs that were looked at
         */
        void take(int cpu, long nanos);
    }

    /**
     * Tells how long each CPU ran tasks of a cell after {@code before}, if it did; never negative. A CPU or cell that
     * was not looked at before starts at 0.
     *
     * @param row the place of the cell's times
     * @param rowBefore that in {@code before}, -1 if there is none
     */
    void growth(int row, RunningTimes before, int rowBefore, Growth growth) {
        int columns = cpus.count();
        boolean comparable = rowBefore != NONE && before.cpus.equals(cpus);
        for (int i = 0; row != NONE && i < columns; i++) {
            long now = nanos[row * columns + i];
            long start = comparable ? before.nanos[rowBefore * columns + i] : 0;
            if (now != start) {
                growth.take(i, CellCounters.growth(start, now));
            }
        }
    }
}
