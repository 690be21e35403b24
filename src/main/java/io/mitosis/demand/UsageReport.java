// SPDX-License-Identifier: Apache-2.0
package io.mitosis.demand;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What all live cells did over an interval.
 *
 * @param elapsedNanos the measured length of the interval, in nanoseconds
 * @param usableCpus how many CPUs the machine has, at least 1
 * @param cells one entry a cell, in ascending order of id
 */
public record UsageReport(long elapsedNanos, int usableCpus, List<CellUsage> cells) {
    /** Copies the list and refuses a machine without CPUs and an interval that runs backwards. */
    public UsageReport {
        cells = List.copyOf(cells);
        if (usableCpus < 1 || elapsedNanos < 0) {
            throw new IllegalArgumentException(usableCpus + " CPUs over " + elapsedNanos + " ns");
        }
    }

    /** Returns the time that tasks of any cell ran as a percentage of what the machine could do; never NaN. */
    public double utilizationPercent() {
        return Percent.ofCpus(sum(CellUsage::runningNanos), usableCpus, elapsedNanos);
    }

    /** Returns how much of all running time was on CPUs of another cell: 0 to 100. */
    public double borrowedPercent() {
        return Percent.of(sum(CellUsage::borrowedNanos), sum(CellUsage::runningNanos));
    }

    /** Returns for how much of the time the machine's CPUs ran tasks of cells that do not own them: 0 to 100. */
    public double lentPercent() {
        return Percent.ofCpusAtMost(sum(CellUsage::lentNanos), usableCpus, elapsedNanos);
    }

    private long sum(ToLongFunction<CellUsage> nanos) {
        long sum = 0;
        for (CellUsage cell : cells) {
            sum += nanos.applyAsLong(cell);
        }
        return sum;
    }

    /**
     * Returns the report as one log line: per cell the utilisation, then the decisions that found an idle CPU, queued
     * on a CPU's queue and queued on the cell's queue, then the affinity violations, then what else was counted.
     */
    public String describe() {
        return String.format(Locale.ROOT, "Usage over %.2f s: ", elapsedNanos / 1e9)
                + cells.stream().map(UsageReport::describe).collect(Collectors.joining(" "));
    }

    private static String describe(CellUsage usage) {
        return String.format(
                Locale.ROOT,
                "[%s: %.1f%% of %d, %s]",
                usage.cell().label(),
                usage.utilizationPercent(),
                usage.cpus(),
                usage.counted().describe());
    }
}
