// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellLayout;

/**
 * What a cell has and what it needs.
 *
 * @param cell the cell
 * @param owned how many CPUs it owns, at least 1
 * @param busy how many CPUs it keeps busy, 0 or more
 * @param borrows whether it may use idle CPUs of others
 * @param weight its configured weight, 0 or more
 */
record CellDemand(Cell cell, int owned, double busy, boolean borrows, double weight) {
    /** From this utilisation on a cell may be able to do more than its CPUs let it. */
    private static final double SATURATED = 0.95;
    /** From this one on it certainly is. */
    private static final double FULL = 0.98;
    /** What runs this much beyond its own CPUs shows what it wants: it only can if it borrows. */
    private static final double BORROWING = 1.05;
    /** So much of its CPUs a cell that is not saturated may be left to use while others are. */
    private static final double TIGHT = 0.9;
    /** And only if it uses less than this is anything taken: else noise would nibble at it for ever. */
    private static final double LOOSE = 0.85;

    /** Returns the same demand under a layout; a cell that is not in it is taken for what it was. */
    CellDemand under(CellLayout layout) {
        return layout.cell(cell.id())
                .map(now -> new CellDemand(
                        cell, now.primary().count(), busy, !now.borrowable().isEmpty(), weight))
                .orElse(this);
    }

    /** Returns the part of its CPUs that the cell keeps busy. */
    double utilization() {
        return busy / owned;
    }

    /** Returns what utilisation there would be on another number of CPUs, if nothing more came up. */
    double utilizationOn(int cpus) {
        return busy / cpus;
    }

    /**
     * Returns whether the cell may want more than can be measured.
     *
     * @param idle whether there were idle CPUs: a cell that borrows has then shown what it wants
     */
    boolean saturated(boolean idle) {
        return utilization() >= (borrows ? 1.0 : SATURATED) && !(idle && (borrows || showsDemand()));
    }

    /** Returns whether the cell runs on more than it owns, so that its demand is seen even beyond its CPUs. */
    boolean showsDemand() {
        return utilization() > BORROWING;
    }

    /**
     * Returns how many CPUs a saturated cell may claim although others need them: the surer it is that the cell is
     * full, the more, up to twice what it has.
     */
    int claim() {
        double sure = Math.min(1.0, (utilization() - SATURATED) / (FULL - SATURATED));
        return owned + (int) (owned * sure);
    }

    /** Returns how many CPUs a cell that is not saturated needs, with little to spare. */
    int need() {
        return cpusAt(TIGHT);
    }

    /** Returns how many of these it may defend while others are saturated: those that it has, or really uses. */
    int defended() {
        return Math.min(need(), Math.max(owned, cpusAt(1.0)));
    }

    /** Returns how many CPUs the cell certainly can do without. */
    int slack() {
        return Math.max(0, owned - cpusAt(LOOSE));
    }

    private int cpusAt(double utilization) {
        return Math.max(1, (int) Math.ceil(busy / utilization));
    }
}
