// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

/** Takes what the counters grew by since they were read before. Whoever reads them tells it. */
public interface UsageDeltas {
    /**
     * A CPU ran tasks of a cell.
     *
     * @param cpu its place among the usable CPUs, from 0 on
     * @param cell the id of the cell, which need not live any more
     * @param nanos for how long, in nanoseconds
     */
    void ran(int cpu, int cell, long nanos);

    /** Something was counted for a cell, on whatever CPUs. Told once a reading for each cell at most. */
    void counted(int cell, CellCounters more);
}
