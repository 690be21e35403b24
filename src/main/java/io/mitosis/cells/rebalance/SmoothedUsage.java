// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.usage.CellUsage;
import io.mitosis.cells.usage.UsageReport;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The smoothed usage of each live cell, updated in place by every report. For one thread.
 *
 * <p>Cells are identified by id and owner, so a cell that took over an id starts anew. A cell that is no longer live is
 * forgotten.
 *
 * <p>A cell without any measurement counts as an average one, or as busy as the cells were that lived in a part of the
 * last interval, if that is more: it is such a cell, and where no cell lives for long there is no other measurement.
 */
final class SmoothedUsage {
    private final Map<Cell, Smoothed> cells = new HashMap<>();
    private int usableCpus = 1;
    private double shortLivedPercent;
    private long reports;

    /** The usage of one cell. */
    static final class Smoothed {
        private double percent;
        private double busyCpus;
        private int owned;
        // The number of the last report with this cell.
        private long report;

        private Smoothed(double percent, double busyCpus, int owned) {
            this.percent = percent;
            this.busyCpus = busyCpus;
            this.owned = owned;
        }

        /** Returns the utilisation in percent. */
        double percent() {
            return percent;
        }

        /** Returns the number of CPUs that it kept busy, its own and those of other cells. */
        double busyCpus() {
            return busyCpus;
        }

        /**
         * Mixes a measurement in. A cell that was given CPUs can at once do what it could not do before, so its earlier
         * measurements say nothing about its demand any more.
         */
        private void take(CellUsage usage, double alpha) {
            boolean grown = usage.cpus() > owned && usage.elapsedNanos() > 0;
            percent = mix(percent, usage.utilizationPercent(), alpha);
            busyCpus = mix(busyCpus, usage.busyCpus(), grown ? 1.0 : alpha);
            owned = usage.cpus();
        }

        CellDemand demand(Cell cell, double weight) {
            return new CellDemand(cell, owned, busyCpus, false, weight);
        }

        private static double mix(double before, double now, double alpha) {
            return alpha * now + (1 - alpha) * before;
        }
    }

    /**
     * Takes a report in.
     *
     * @param smoothing the weight of the newest measurement after the nominal interval, 0 to 1
     * @param nominalNanos the nominal interval in nanoseconds; a longer measured interval raises that weight
     */
    void take(UsageReport report, double smoothing, long nominalNanos) {
        reports++;
        usableCpus = report.usableCpus();
        boolean first = cells.isEmpty();
        shortLivedPercent = report.shortLived().utilizationPercent(report.elapsedNanos());
        double unmeasured = unmeasured();
        int live = report.cells().size();
        // Most cells share one measured time, so alpha is mostly computed once.
        long elapsed = 0;
        double alpha = 0;
        for (CellUsage usage : report.cells()) {
            if (usage.elapsedNanos() != elapsed) {
                elapsed = usage.elapsedNanos();
                alpha = 1 - Math.pow(1 - smoothing, (double) elapsed / nominalNanos);
            }
            Smoothed known = cells.get(usage.cell());
            if (known != null) {
                known.take(usage, alpha);
            } else if (usage.elapsedNanos() > 0) {
                known = new Smoothed(usage.utilizationPercent(), usage.busyCpus(), usage.cpus());
            } else if (!first) {
                known = seed(unmeasured, live, usage.cpus());
            } else {
                continue;
            }
            known.report = reports;
            cells.put(usage.cell(), known);
        }
        cells.values().removeIf(cell -> cell.report != reports);
    }

    /** Returns whether no usage was measured yet. */
    boolean isEmpty() {
        return cells.isEmpty();
    }

    /** Returns the number of usable CPUs in the last report. */
    int usableCpus() {
        return usableCpus;
    }

    /** Returns the smoothed usage of a cell; null if it is not known. */
    @Nullable
    Smoothed of(Cell cell) {
        return cells.get(cell);
    }

    /** Returns the usage of live cells; a cell that is not known counts as one with an equal share of the CPUs. */
    Map<Cell, Smoothed> of(Collection<Cell> live) {
        Map<Cell, Smoothed> result = new HashMap<>();
        for (Cell cell : live) {
            Smoothed known = cells.get(cell);
            result.put(
                    cell,
                    known != null ? known : seed(unmeasured(), live.size(), Math.max(1, usableCpus / live.size())));
        }
        return result;
    }

    /** Returns the difference between the highest and the lowest utilisation of live cells, in percentage points. */
    double spread(Collection<Cell> live) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (Smoothed smoothed : of(live).values()) {
            least = Math.min(least, smoothed.percent());
            most = Math.max(most, smoothed.percent());
        }
        return Math.max(0, most - least);
    }

    /** Returns the utilisation in percent that counts for a cell without a measurement. */
    private double unmeasured() {
        double sum = 0;
        for (Smoothed known : cells.values()) {
            sum += known.percent();
        }
        return cells.isEmpty() ? 0.0 : Math.max(shortLivedPercent, sum / cells.size());
    }

    private Smoothed seed(double percent, int liveCells, int owned) {
        return new Smoothed(percent, percent / 100 * usableCpus / liveCells, owned);
    }
}
