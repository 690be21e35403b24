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
 * The smoothed usage of each live cell, which every report changes in place. For one thread.
 *
 * <p>Cells are told apart by id and owner, so that a cell that took over an id starts anew. A cell that is not live any
 * more is forgotten.
 *
 * <p>A cell of which nothing was measured yet is taken for an average one, or for as busy as those were that lived in a
 * part of the last interval, if that is more: it is one of these, and where none lives for long there is nothing else
 * to know them by.
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
        // Which report told of it last.
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

        /** Returns how many CPUs it kept busy, of whomever they were. */
        double busyCpus() {
            return busyCpus;
        }

        /**
         * A cell that was given CPUs does at once what it could not do before: what was measured before says nothing
         * about its demand any more.
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
     * Takes one more report in.
     *
     * @param smoothing how much of the result is the newest after the nominal interval, 0 to 1
     * @param nominalNanos the nominal interval; more of the result is the newest if the measured one is longer
     */
    void take(UsageReport report, double smoothing, long nominalNanos) {
        reports++;
        usableCpus = report.usableCpus();
        boolean first = cells.isEmpty();
        shortLivedPercent = report.shortLived().utilizationPercent(report.elapsedNanos());
        double unmeasured = unmeasured();
        int live = report.cells().size();
        // Most cells were measured for the same time.
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

    /** Returns whether nothing was measured yet. */
    boolean isEmpty() {
        return cells.isEmpty();
    }

    /** Returns how many CPUs there were at last. */
    int usableCpus() {
        return usableCpus;
    }

    /** Returns the smoothed usage of a cell, null if it is not known. */
    @Nullable
    Smoothed of(Cell cell) {
        return cells.get(cell);
    }

    /** Returns the usage of live cells; a cell that is not known is taken for one of an equal share. */
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

    /** Returns by how many percentage points the utilisation of live cells differs. */
    double spread(Collection<Cell> live) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (Smoothed smoothed : of(live).values()) {
            least = Math.min(least, smoothed.percent());
            most = Math.max(most, smoothed.percent());
        }
        return Math.max(0, most - least);
    }

    /** Returns the utilisation in percent of a cell of which nothing was measured. */
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
