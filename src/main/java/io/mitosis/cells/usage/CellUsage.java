// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

import io.mitosis.cells.model.Cell;

/**
 * The usage of CPUs by one cell over an interval.
 *
 * @param cell the cell
 * @param cpus the number of CPUs it owned, at least 1
 * @param elapsedNanos the measured time in nanoseconds; 0 for a cell that was created in the interval
 * @param counted its counters over the interval
 * @param runningNanos the run time of its tasks on any CPU, in nanoseconds
 * @param borrowedNanos the part of the run time on CPUs of other cells, in nanoseconds
 * @param lentNanos the run time of tasks of other cells on its CPUs, in nanoseconds
 */
public record CellUsage(
        Cell cell,
        int cpus,
        long elapsedNanos,
        CellCounters counted,
        long runningNanos,
        long borrowedNanos,
        long lentNanos)
        implements Usage {
    /** Refuses a cell without CPUs, an interval that runs backwards and times that cannot be. */
    public CellUsage {
        if (cpus < 1 || elapsedNanos < 0) {
            throw new IllegalArgumentException(
                    "usage of cell " + cell.label() + " with " + cpus + " CPUs over " + elapsedNanos + " ns");
        }
        if (borrowedNanos < 0 || borrowedNanos > runningNanos || lentNanos < 0) {
            throw new IllegalArgumentException("cell " + cell.label() + " ran " + runningNanos + " ns, borrowed "
                    + borrowedNanos + " ns, lent " + lentNanos + " ns");
        }
    }

    /** Returns the usage of a cell that was not measured. */
    public static CellUsage unmeasured(Cell cell, int cpus) {
        return new CellUsage(cell, cpus, 0, CellCounters.ZERO, 0, 0, 0);
    }

    /** Returns the utilisation in percent, which exceeds 100 if tasks ran on CPUs of other cells too. */
    @Override
    public double utilizationPercent() {
        return Percent.ofCpus(runningNanos, cpus, elapsedNanos);
    }

    @Override
    public double borrowedPercent() {
        return Percent.of(borrowedNanos, runningNanos);
    }

    @Override
    public double lentPercent() {
        return Percent.ofCpusAtMost(lentNanos, cpus, elapsedNanos);
    }

    /** Returns the average number of CPUs that its tasks kept busy: 0 or more, never NaN. */
    public double busyCpus() {
        return elapsedNanos == 0 ? 0.0 : (double) runningNanos / elapsedNanos;
    }
}
