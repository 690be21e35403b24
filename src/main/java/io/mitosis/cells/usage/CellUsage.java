// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

import io.mitosis.cells.model.Cell;

/**
 * What one cell did over an interval.
 *
 * @param cell the cell
 * @param cpus the number of CPUs it owned, at least 1
 * @param elapsedNanos how long it was measured, in nanoseconds; 0 for a cell that came in the interval
 * @param counted what was counted in the interval
 * @param runningNanos how long its tasks ran, on any CPU, in nanoseconds
 * @param borrowedNanos how much of that was on CPUs of others
 * @param lentNanos how long tasks of others ran on its CPUs, in nanoseconds
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

    /** Returns the usage of a cell of which nothing is known yet. */
    public static CellUsage unmeasured(Cell cell, int cpus) {
        return new CellUsage(cell, cpus, 0, CellCounters.ZERO, 0, 0, 0);
    }

    /** It passes 100 when the tasks ran on CPUs of other cells too. */
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

    /** Returns how many CPUs its tasks kept busy on average: 0 or more, never NaN. */
    public double busyCpus() {
        return elapsedNanos == 0 ? 0.0 : (double) runningNanos / elapsedNanos;
    }
}
