// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

/** Receives the growth of the counters between two readings. */
public interface UsageDeltas {
    /**
     * Receives the run time of a cell on a CPU.
     *
     * @param cpu the index of the CPU among the usable CPUs, from 0
     * @param cell the id of the cell, which need not be live any more
     * @param nanos the run time in nanoseconds
     */
    void ran(int cpu, int cell, long nanos);

    /** Receives the counters of a cell, summed over CPUs; at most once for each cell and reading. */
    void counted(int cell, CellCounters more);
}
