// SPDX-License-Identifier: Apache-2.0
package io.mitosis.demand;

import io.mitosis.cell.Cell;

/**
 * What one cell did over an interval.
 *
 * @param cell the cell
 * @param cpus the number of CPUs it owned, at least 1
 * @param elapsedNanos the measured length of the interval, in nanoseconds
 * @param counted what was counted in the interval
 */
public record CellUsage(Cell cell, int cpus, long elapsedNanos, CellCounters counted) {
    /** Refuses a cell without CPUs and an interval that runs backwards. */
    public CellUsage {
        if (cpus < 1 || elapsedNanos < 0) {
            throw new IllegalArgumentException(
                    "usage of cell " + cell.label() + " with " + cpus + " CPUs over " + elapsedNanos + " ns");
        }
    }

    /**
     * Returns the time that the cell's tasks ran as a percentage of what its CPUs could do: 0 or more, never NaN. It
     * passes 100 when the tasks ran on CPUs of other cells too.
     */
    public double utilizationPercent() {
        return elapsedNanos == 0 ? 0.0 : 100.0 * counted.runningNanos() / ((double) cpus * elapsedNanos);
    }
}
