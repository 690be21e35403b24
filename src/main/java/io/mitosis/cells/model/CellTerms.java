// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import io.mitosis.topology.CpuMask;
import org.jspecify.annotations.Nullable;

/**
 * The terms by which a cell gets CPUs and shares them with other cells.
 *
 * @param cpuset the CPUs that the cell may have, as requested: some may be unusable; null if it may have any. The
 *     cpuset of the root cell is the set of CPUs that cpuset partitions leave to its tasks, and to tasks of cells
 *     without a cpuset
 * @param weight the share of the cell relative to the other cells, finite and not negative
 * @param bounds the fewest and the most CPUs that the cell wishes to have
 * @param borrows whether the cell may use idle CPUs of other cells
 * @param lends whether other cells may use idle CPUs of this cell
 * @param partition whether the cell is a cpuset partition: it has exactly the usable CPUs of its cpuset, on which no
 *     other task may run, whatever its weight and bounds
 */
public record CellTerms(
        @Nullable CpuMask cpuset, double weight, CpuBounds bounds, boolean borrows, boolean lends, boolean partition) {
    /** Any CPUs, weight 1, no bounds; the cell borrows and lends. */
    public static final CellTerms DEFAULT = new CellTerms(null, 1, CpuBounds.NONE, true, true, false);

    /** Refuses a weight that is no share, and a partition that has no cpuset, borrows or lends. */
    public CellTerms {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("the weight " + weight + " is not a finite number of at least 0");
        }
        if (partition && (cpuset == null || borrows || lends)) {
            throw new IllegalArgumentException(
                    "a partition with the cpuset " + cpuset + ", borrows=" + borrows + ", lends=" + lends);
        }
    }

    /** Returns the terms of a cpuset partition with these CPUs: it neither borrows nor lends. */
    public static CellTerms ofPartition(CpuMask cpus) {
        return new CellTerms(cpus, 1, CpuBounds.NONE, false, false, true);
    }

    /** Returns these terms with another cpuset; null allows any CPU. */
    public CellTerms withCpuset(@Nullable CpuMask newCpuset) {
        return new CellTerms(newCpuset, weight, bounds, borrows, lends, partition);
    }

    /** Returns these terms with another weight, finite and not negative. */
    public CellTerms withWeight(double newWeight) {
        return new CellTerms(cpuset, newWeight, bounds, borrows, lends, partition);
    }

    /** Returns these terms with the weight multiplied by a factor, finite and not negative. */
    public CellTerms scaled(double factor) {
        return factor == 1 ? this : withWeight(weight * factor);
    }

    /** Returns these terms with other bounds. */
    public CellTerms withBounds(CpuBounds newBounds) {
        return new CellTerms(cpuset, weight, newBounds, borrows, lends, partition);
    }

    /** Returns these terms with borrowing allowed or not. */
    public CellTerms withBorrows(boolean newBorrows) {
        return new CellTerms(cpuset, weight, bounds, newBorrows, lends, partition);
    }

    /** Returns these terms with lending allowed or not. */
    public CellTerms withLends(boolean newLends) {
        return new CellTerms(cpuset, weight, bounds, borrows, newLends, partition);
    }
}
