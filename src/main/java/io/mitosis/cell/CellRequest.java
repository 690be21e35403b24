// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cell;

import io.mitosis.topology.CpuMask;
import org.jspecify.annotations.Nullable;

/**
 * A cell that is to get CPUs.
 *
 * @param cell the cell
 * @param cpuset the CPUs it may have, as they were asked for: some may be unusable; null if it may have any
 * @param weight its share relative to the others', finite and not negative
 * @param bounds how few and how many CPUs it wishes
 * @param borrows whether it may use idle CPUs of others
 * @param lends whether others may use its idle CPUs
 */
public record CellRequest(
        Cell cell, @Nullable CpuMask cpuset, double weight, CpuBounds bounds, boolean borrows, boolean lends) {
    /** Refuses a weight that is no share, and a root cell that is bound to a cpuset. */
    public CellRequest {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("weight " + weight + " of cell " + cell.label());
        }
        if (cell.equals(Cell.ROOT) && cpuset != null) {
            throw new IllegalArgumentException("the root cell with the cpuset " + cpuset);
        }
    }

    /** Returns a request for any CPUs, with nothing special about it. */
    public static CellRequest of(Cell cell, double weight) {
        return new CellRequest(cell, null, weight, CpuBounds.NONE, true, true);
    }

    /** Returns the same request with so many times its weight. */
    CellRequest weighing(double factor) {
        return new CellRequest(cell, cpuset, weight * factor, bounds, borrows, lends);
    }
}
