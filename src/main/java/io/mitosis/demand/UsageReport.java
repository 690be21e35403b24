// SPDX-License-Identifier: Apache-2.0
package io.mitosis.demand;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What all live cells did over an interval.
 *
 * @param elapsedNanos the measured length of the interval, in nanoseconds
 * @param cells one entry a cell, in ascending order of id
 */
public record UsageReport(long elapsedNanos, List<CellUsage> cells) {
    /** Copies the list. */
    public UsageReport {
        cells = List.copyOf(cells);
    }

    /**
     * Returns the report as one log line: per cell the utilisation, then the decisions that found an idle CPU, queued
     * on a CPU's queue and queued on the cell's queue, then the affinity violations and clamped leads.
     */
    public String describe() {
        return String.format(Locale.ROOT, "Usage over %.2f s: ", elapsedNanos / 1e9)
                + cells.stream().map(UsageReport::describe).collect(Collectors.joining(" "));
    }

    private static String describe(CellUsage usage) {
        CellCounters counted = usage.counted();
        return String.format(
                Locale.ROOT,
                "[%s: %.1f%% of %d, local=%d cpu=%d cell=%d affinity=%d clamped=%d]",
                usage.cell().label(),
                usage.utilizationPercent(),
                usage.cpus(),
                counted.local(),
                counted.cpuQueue(),
                counted.cellQueue(),
                counted.affinityViolations(),
                counted.clamped());
    }
}
