// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import io.mitosis.topology.CpuMask;
import org.jspecify.annotations.Nullable;

/**
 * A cell that is to get CPUs.
 *
 * @param cell the cell
 * @param cpuset the CPUs it may have, as they were asked for: some may be unusable; null if it may have any. That of
 *     the root cell is what cpuset partitions leave to its tasks, and to those of cells without a cpuset
 * @param weight its share relative to the others', finite and not negative
 * @param bounds how few and how many CPUs it wishes
 * @param borrows whether it may use idle CPUs of others
 * @param lends whether others may use its idle CPUs
 * @param partition whether it is a cpuset partition: it has exactly the usable CPUs of its cpuset, on which no other
 *     task may run, whatever it weighs and wishes
 */
public record CellRequest(
        Cell cell,
        @Nullable CpuMask cpuset,
        double weight,
        CpuBounds bounds,
        boolean borrows,
        boolean lends,
        boolean partition) {
    /** Refuses a weight that is no share, and a partition that is the root cell, has no CPUs, borrows or lends. */
    public CellRequest {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("weight " + weight + " of cell " + cell.label());
        }
        if (partition && (cell.equals(Cell.ROOT) || cpuset == null || borrows || lends)) {
            throw new IllegalArgumentException("the partition " + cpuset + " of cell " + cell.label());
        }
    }

    /** Makes the request of a cell that is no partition. */
    public CellRequest(
            Cell cell, @Nullable CpuMask cpuset, double weight, CpuBounds bounds, boolean borrows, boolean lends) {
        this(cell, cpuset, weight, bounds, borrows, lends, false);
    }

    /** Returns a request for any CPUs, with nothing special about it. */
    public static CellRequest of(Cell cell, double weight) {
        return new CellRequest(cell, null, weight, CpuBounds.NONE, true, true);
    }

    /** Returns the same request with so many times its weight. */
    public CellRequest weighing(double factor) {
        return new CellRequest(cell, cpuset, weight * factor, bounds, borrows, lends, partition);
    }
}
