// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats;

import io.mitosis.demand.CellCounter;
import io.mitosis.demand.CellCounters;
import io.mitosis.demand.CellUsage;
import io.mitosis.demand.UsageReport;
import io.mitosis.topology.CpuMask;

/**
 * What one cell, or all of them together, did over the last interval.
 *
 * @param cpus the CPUs it owns; of all cells, the usable ones
 * @param counted what was counted in the interval
 * @param decisionsOfAll the decisions of all cells in the interval, as an unsigned number
 * @param runningNanos how long its tasks ran in the interval, on any CPU, in nanoseconds
 * @param utilizationPercent that time as a part of what its CPUs could do; more than 100 if it ran elsewhere too
 * @param borrowedTimePercent how much of that time was on CPUs of others: 0 to 100
 * @param lentPercent for how much of the time its CPUs ran tasks of others: 0 to 100
 */
public record Activity(
        CpuMask cpus,
        CellCounters counted,
        long decisionsOfAll,
        long runningNanos,
        double utilizationPercent,
        double borrowedTimePercent,
        double lentPercent) {
    /** Refuses figures that no reader could make sense of. */
    public Activity {
        if (!isPercent(utilizationPercent) || !isPercent(borrowedTimePercent) || !isPercent(lentPercent)) {
            throw new IllegalArgumentException("utilisation " + utilizationPercent + "%, borrowed "
                    + borrowedTimePercent + "%, lent " + lentPercent + "%");
        }
    }

    private static boolean isPercent(double value) {
        return value >= 0 && value < Double.POSITIVE_INFINITY;
    }

    /** Returns what one cell did. */
    static Activity of(CellUsage usage, CpuMask cpus, long decisionsOfAll) {
        return new Activity(
                cpus,
                usage.counted(),
                decisionsOfAll,
                usage.runningNanos(),
                usage.utilizationPercent(),
                usage.borrowedPercent(),
                usage.lentPercent());
    }

    /** Returns what all cells together did. */
    static Activity of(UsageReport usage, CpuMask usable) {
        CellCounters sum = CellCounters.ZERO;
        long running = 0;
        for (CellUsage cell : usage.cells()) {
            sum = sum.plus(cell.counted());
            running += cell.runningNanos();
        }
        return new Activity(
                usable,
                sum,
                sum.decisions(),
                running,
                usage.utilizationPercent(),
                usage.borrowedPercent(),
                usage.lentPercent());
    }

    /** Returns what a cell did that came after the last interval: nothing yet. */
    static Activity none(CpuMask cpus, long decisionsOfAll) {
        return new Activity(cpus, CellCounters.ZERO, decisionsOfAll, 0, 0.0, 0.0, 0.0);
    }

    /** Returns what was counted, as a percentage of its decisions: 0 if it made none. */
    double percentOfDecisions(CellCounter counter) {
        return percent(counted.get(counter), counted.decisions());
    }

    /** Returns its decisions as a percentage of those of all cells: 0 if nobody made any. */
    double shareOfDecisions() {
        return percent(counted.decisions(), decisionsOfAll);
    }

    /** Returns how many slices were cut for pinned tasks that waited. */
    long slicesShrunk() {
        return counted.get(CellCounter.SHRUNK_TO_MAX)
                + counted.get(CellCounter.SHRUNK_PROPORTIONALLY)
                + counted.get(CellCounter.SHRUNK_TO_MIN);
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0.0 : 100.0 * part / whole;
    }
}
