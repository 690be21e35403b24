// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import io.mitosis.topology.CpuMask;
import org.jspecify.annotations.Nullable;

/**
 * A cell that is to get CPUs.
 *
 * @param cell the cell
 * @param terms the terms by which it gets them, demand included
 */
public record CellRequest(Cell cell, CellTerms terms) {
    /** Refuses a partition that is the root cell. */
    public CellRequest {
        if (terms.partition() && cell.equals(Cell.ROOT)) {
            throw new IllegalArgumentException("the root cell as a partition of " + terms.cpuset());
        }
    }

    /** Returns the CPUs that the cell may have; null if it may have any. */
    public @Nullable CpuMask cpuset() {
        return terms.cpuset();
    }

    /** Returns the share of the cell relative to the other cells, finite and not negative. */
    public double weight() {
        return terms.weight();
    }

    /** Returns whether the cell is a cpuset partition. */
    public boolean partition() {
        return terms.partition();
    }
}
