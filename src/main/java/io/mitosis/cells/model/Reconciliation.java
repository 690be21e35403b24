// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import java.util.List;

/**
 * What changed when the table of cells was brought in line with the cgroups that exist.
 *
 * @param table the table from now on
 * @param created the cells that are new, in ascending order of id
 * @param destroyed the cells that are no more, in ascending order of id; their owner was removed or is parked now
 */
public record Reconciliation(CellTable table, List<Cell> created, List<Cell> destroyed) {
    /** Copies the lists. */
    public Reconciliation {
        created = List.copyOf(created);
        destroyed = List.copyOf(destroyed);
    }

    /** Returns whether the live cells are others than before, so that CPUs have to be shared out anew. */
    public boolean cellsChanged() {
        return !created.isEmpty() || !destroyed.isEmpty();
    }
}
