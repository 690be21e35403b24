// SPDX-License-Identifier: Apache-2.0
package io.mitosis.demand;

import io.mitosis.cell.Cell;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The smoothed usage of each live cell: an immutable value that every report turns into the next one.
 *
 * <p>Cells are told apart by id and owner, so that a cell that took over an id starts anew. A cell that is not live any
 * more is forgotten.
 */
final class SmoothedUsage {
    static final SmoothedUsage NONE = new SmoothedUsage(Map.of(), 1);

    private final Map<Cell, Smoothed> cells;
    private final int usableCpus;

    /**
     * The usage of one cell.
     *
     * @param percent the utilisation in percent
     * @param busyCpus how many CPUs it kept busy, of whomever they were
     * @param owned how many CPUs it owned at last
     */
    record Smoothed(double percent, double busyCpus, int owned) {
        /**
         * A cell that was given CPUs does at once what it could not do before: what was measured before says nothing
         * about its demand any more.
         */
        private Smoothed then(CellUsage usage, double alpha) {
            boolean grown = usage.cpus() > owned && usage.elapsedNanos() > 0;
            return new Smoothed(
                    mix(percent, usage.utilizationPercent(), alpha),
                    mix(busyCpus, usage.busyCpus(), grown ? 1.0 : alpha),
                    usage.cpus());
        }

        CellDemand demand(Cell cell, double weight) {
            return new CellDemand(cell, owned, busyCpus, false, weight);
        }

        private static double mix(double before, double now, double alpha) {
            return alpha * now + (1 - alpha) * before;
        }
    }

    private SmoothedUsage(Map<Cell, Smoothed> cells, int usableCpus) {
        this.cells = Map.copyOf(cells);
        this.usableCpus = usableCpus;
    }

    /**
     * Returns the usage after one more report.
     *
     * @param smoothing how much of the result is the newest after the nominal interval, 0 to 1
     * @param nominalNanos the nominal interval; more of the result is the newest if the measured one is longer
     */
    SmoothedUsage after(UsageReport report, double smoothing, long nominalNanos) {
        Map<Cell, Smoothed> next = new HashMap<>();
        for (CellUsage usage : report.cells()) {
            Smoothed before = cells.get(usage.cell());
            if (before != null) {
                double intervals = (double) usage.elapsedNanos() / nominalNanos;
                next.put(usage.cell(), before.then(usage, 1 - Math.pow(1 - smoothing, intervals)));
            } else if (usage.elapsedNanos() > 0) {
                next.put(usage.cell(), new Smoothed(usage.utilizationPercent(), usage.busyCpus(), usage.cpus()));
            } else if (!cells.isEmpty()) {
                next.put(usage.cell(), seed(report.cells().size(), usage.cpus()));
            }
        }
        return new SmoothedUsage(next, report.usableCpus());
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

    /** Returns the usage of live cells; a cell that is not known is taken for an average one of an equal share. */
    Map<Cell, Smoothed> of(Collection<Cell> live) {
        Map<Cell, Smoothed> result = new HashMap<>();
        for (Cell cell : live) {
            Smoothed known = cells.get(cell);
            result.put(cell, known != null ? known : seed(live.size(), Math.max(1, usableCpus / live.size())));
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

    private Smoothed seed(int liveCells, int owned) {
        double sum = 0;
        for (Smoothed known : cells.values()) {
            sum += known.percent();
        }
        double mean = cells.isEmpty() ? 0.0 : sum / cells.size();
        return new Smoothed(mean, mean / 100 * usableCpus / liveCells, owned);
    }
}
