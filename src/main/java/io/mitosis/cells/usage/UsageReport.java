// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

import io.mitosis.cells.model.CellLayout;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * The usage of CPUs by all cells over an interval.
 *
 * @param elapsedNanos the measured length of the interval, in nanoseconds
 * @param usableCpus the number of usable CPUs of the machine, at least 1
 * @param cells the usage of each live cell, in ascending order of id
 * @param shortLived the usage of cells that did not live at both ends of the interval
 * @param counted the sum of all counters
 * @param runningNanos the run time of all tasks, in nanoseconds
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

    /** Creates a report with the sums over all cells. */
    public UsageReport(long elapsedNanos, int usableCpus, List<CellUsage> cells, ShortLivedUsage shortLived) {
        this(
                elapsedNanos,
                usableCpus,
                cells,
                shortLived,
                CellCounters.sum(cells).plus(shortLived.counted()),
                sum(cells, CellUsage::runningNanos) + shortLived.runningNanos());
    }

    /** Creates a report of an interval in which no cell came or went. */
    public UsageReport(long elapsedNanos, int usableCpus, List<CellUsage> cells) {
        this(elapsedNanos, usableCpus, cells, ShortLivedUsage.NONE);
    }

    /** Returns a report without any measurement, for the time before the first interval ends. */
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
     * Returns the report as one log line with the utilisation and the counters of each cell: those of scheduling
     * decisions and affinity violations, then all others that are not 0.
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
