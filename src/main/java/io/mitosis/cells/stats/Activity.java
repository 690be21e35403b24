// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.stats;

import io.mitosis.cells.usage.CellCounter;
import io.mitosis.cells.usage.CellCounters;
import io.mitosis.cells.usage.Usage;
import io.mitosis.topology.CpuMask;

/**
 * What one cell, or all of them together, did over the last interval.
 *
 * @param cpus the CPUs it owns; of all cells, the usable ones
 * @param usage what was measured
 * @param decisionsOfAll the decisions of all cells in the interval, as an unsigned number
 */
public record Activity(CpuMask cpus, Usage usage, long decisionsOfAll) {
    /** Refuses figures that no reader could make sense of. */
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

    /** Returns what was counted. */
    public CellCounters counted() {
        return usage.counted();
    }

    /** Returns what was counted, as a percentage of its decisions: 0 if it made none. */
    double percentOfDecisions(CellCounter counter) {
        return percent(counted().get(counter), counted().decisions());
    }

    /** Returns its decisions as a percentage of those of all cells: 0 if nobody made any. */
    double shareOfDecisions() {
        return percent(counted().decisions(), decisionsOfAll);
    }

    /** Returns how many slices were cut for pinned tasks that waited. */
    long slicesShrunk() {
        return counted().get(CellCounter.SHRUNK_TO_MAX)
                + counted().get(CellCounter.SHRUNK_PROPORTIONALLY)
                + counted().get(CellCounter.SHRUNK_TO_MIN);
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0.0 : 100.0 * part / whole;
    }
}
