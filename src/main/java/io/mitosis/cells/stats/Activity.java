// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.stats;

import io.mitosis.cells.usage.CellCounter;
import io.mitosis.cells.usage.CellCounters;
import io.mitosis.cells.usage.Usage;
import io.mitosis.topology.CpuMask;

/**
 * The activity of one cell, or of all cells together, in the last interval.
 *
 * @param cpus the CPUs that the cell owns; of all cells, the usable CPUs
 * @param usage the measured usage
 * @param decisionsOfAll the decisions of all cells in the interval, as an unsigned number
 */
public record Activity(CpuMask cpus, Usage usage, long decisionsOfAll) {
    /** Refuses percentages that are negative or not finite. */
    public Activity {
        double utilization = usage.utilizationPercent();
        double borrowed = usage.borrowedPercent();
        double lent = usage.lentPercent();
        if (!isPercent(utilization) || !isPercent(borrowed) || !isPercent(lent)) {
            throw new IllegalArgumentException(
                    "utilisation " + utilization + "%, borrowed " + borrowed + "%, lent " + lent + "%");
        }
    }

    private static boolean isPercent(double value) {
        return value >= 0 && value < Double.POSITIVE_INFINITY;
    }

    /** Returns the counters. */
    public CellCounters counted() {
        return usage.counted();
    }

    /** Returns a counter as a percentage of the cell's decisions; 0 without decisions. */
    double percentOfDecisions(CellCounter counter) {
        return percent(counted().get(counter), counted().decisions());
    }

    /** Returns the cell's decisions as a percentage of those of all cells; 0 without decisions. */
    double shareOfDecisions() {
        return percent(counted().decisions(), decisionsOfAll);
    }

    /** Returns the number of slices that were cut because a pinned task waited. */
    long slicesShrunk() {
        return counted().get(CellCounter.SHRUNK_TO_MAX)
                + counted().get(CellCounter.SHRUNK_PROPORTIONALLY)
                + counted().get(CellCounter.SHRUNK_TO_MIN);
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0.0 : 100.0 * part / whole;
    }
}
