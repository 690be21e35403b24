// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import java.util.List;

/**
 * A change of the cell table that brings it in line with the cgroups that exist.
 *
 * @param table the new table
 * @param created the new cells, in ascending order of id
 * @param destroyed the cells that no longer exist, in ascending order of id; their owner was removed or is parked now
 */
public record Reconciliation(CellTable table, List<Cell> created, List<Cell> destroyed) {
    /** Copies the lists. */
    public Reconciliation {
        created = List.copyOf(created);
        destroyed = List.copyOf(destroyed);
    }

    /** Returns whether the set of live cells has changed, so that CPUs have to be shared out anew. */
    public boolean cellsChanged() {
        return !created.isEmpty() || !destroyed.isEmpty();
    }
}
