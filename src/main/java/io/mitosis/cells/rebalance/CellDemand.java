// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellLayout;

/**
 * The CPUs that a cell has and those that it needs.
 *
 * @param cell the cell
 * @param owned the number of CPUs that it owns, at least 1
 * @param busy the number of CPUs that its tasks keep busy, 0 or more
 * @param borrows whether it may use idle CPUs of other cells
 * @param weight its configured weight, 0 or more
 */
record CellDemand(Cell cell, int owned, double busy, boolean borrows, double weight) {
    /** The utilisation from which on a cell may be limited by its CPUs. */
    private static final double SATURATED = 0.95;
    /** The utilisation from which on a cell is certainly limited by its CPUs. */
    private static final double FULL = 0.98;
    /** The utilisation above which a cell visibly borrows, so that its demand can be measured. */
    private static final double BORROWING = 1.05;
    /** The highest utilisation that a cell which is not saturated may be left with while other cells are. */
    private static final double TIGHT = 0.9;
    /** The utilisation below which a cell gives up CPUs: between this and {@link #TIGHT} noise must not move any. */
    private static final double LOOSE = 0.85;

    /** Returns this demand with the CPUs that a layout gives the cell, unchanged if the cell is not in the layout. */
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

    /** Returns the utilisation on another number of CPUs, if the demand stayed as it is. */
    double utilizationOn(int cpus) {
        return busy / cpus;
    }

    /**
     * Returns whether the cell may want more than can be measured.
     *
     * @param idle whether there were idle CPUs: the demand of a cell that borrows is then measured in full
     */
    boolean saturated(boolean idle) {
        return utilization() >= (borrows ? 1.0 : SATURATED) && !(idle && (borrows || showsDemand()));
    }

    /** Returns whether the cell runs on more than it owns, so that its demand is seen even beyond its CPUs. */
    boolean showsDemand() {
        return utilization() > BORROWING;
    }

    /**
     * Returns the number of CPUs that a saturated cell may claim although other cells need them: from the number that
     * it owns up to twice that, the more, the closer it is to full utilisation.
     */
    int claim() {
        double sure = Math.min(1.0, (utilization() - SATURATED) / (FULL - SATURATED));
        return owned + (int) (owned * sure);
    }

    /** Returns the number of CPUs that a cell which is not saturated needs, with little to spare. */
    int need() {
        return cpusAt(TIGHT);
    }

    /** Returns how much of its need the cell may defend while others are saturated: the CPUs that it has or uses. */
    int defended() {
        return Math.min(need(), Math.max(owned, cpusAt(1.0)));
    }

    /** Returns the number of CPUs that the cell can certainly do without. */
    int slack() {
        return Math.max(0, owned - cpusAt(LOOSE));
    }

    private int cpusAt(double utilization) {
        return Math.max(1, (int) Math.ceil(busy / utilization));
    }
}
