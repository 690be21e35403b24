// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

import io.mitosis.cells.model.CellLayout;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What all cells did over an interval.
 *
 * @param elapsedNanos the measured length of the interval, in nanoseconds
 * @param usableCpus how many CPUs the machine has, at least 1
 * @param cells one entry a live cell, in ascending order of id
 * @param shortLived what cells did that did not live all the time
 * @param counted what was counted for all of them
 * @param runningNanos how long tasks ran, in nanoseconds
 */
public record UsageReport(
        long elapsedNanos,
        int usableCpus,
        List<CellUsage> cells,
        ShortLivedUsage shortLived,
        CellCounters counted,
        long runningNanos)
        implements Usage {
    /** Copies the list and refuses a machine without CPUs and an interval that runs backwards. */
    public UsageReport {
        cells = List.copyOf(cells);
        if (usableCpus < 1 || elapsedNanos < 0) {
            throw new IllegalArgumentException(usableCpus + " CPUs over " + elapsedNanos + " ns");
        }
    }

    /** Adds up what the cells did. */
    public UsageReport(long elapsedNanos, int usableCpus, List<CellUsage> cells, ShortLivedUsage shortLived) {
        this(
                elapsedNanos,
                usableCpus,
                cells,
                shortLived,
                CellCounters.sum(cells).plus(shortLived.counted()),
                sum(cells, CellUsage::runningNanos) + shortLived.runningNanos());
    }

    /** Adds up what the cells did in an interval in which none came or went. */
    public UsageReport(long elapsedNanos, int usableCpus, List<CellUsage> cells) {
        this(elapsedNanos, usableCpus, cells, ShortLivedUsage.NONE);
    }

    /** Returns the report at the start, when nothing is known yet. */
    public static UsageReport unmeasured(CellLayout layout) {
        List<CellUsage> cells = layout.cells().stream()
                .map(cell -> CellUsage.unmeasured(cell.cell(), cell.primary().count()))
                .toList();
        return new UsageReport(0, layout.usable().count(), cells);
    }

    @Override
    public double utilizationPercent() {
        return Percent.ofCpus(runningNanos, usableCpus, elapsedNanos);
    }

    @Override
    public double borrowedPercent() {
        return Percent.of(sum(cells, CellUsage::borrowedNanos), runningNanos);
    }

    @Override
    public double lentPercent() {
        return Percent.ofCpusAtMost(sum(cells, CellUsage::lentNanos), usableCpus, elapsedNanos);
    }

    private static long sum(List<CellUsage> cells, ToLongFunction<CellUsage> nanos) {
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
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "Usage over %.2f s:", elapsedNanos / 1e9));
        for (CellUsage cell : cells) {
            describe(text, cell.cell().label(), cell.utilizationPercent(), cell.cpus(), cell.counted());
        }
        if (!shortLived.equals(ShortLivedUsage.NONE)) {
            double utilization = shortLived.utilizationPercent(elapsedNanos);
            describe(text, "not there all the time", utilization, shortLived.cpus(), shortLived.counted());
        }
        return text.toString();
    }

    private static void describe(StringBuilder text, String whose, double percent, int cpus, CellCounters counted) {
        text.append(String.format(Locale.ROOT, " [%s: %.1f%% of %d, %s]", whose, percent, cpus, counted.describe()));
    }
}
