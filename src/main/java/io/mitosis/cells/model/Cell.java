// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A live cell.
 *
 * @param id the cell's id
 * @param owner the cgroup whose tasks run in the cell; null for the root cell, and only for it
 */
public record Cell(CellId id, @Nullable CellOwner owner) {
    /** The root cell. */
    public static final Cell ROOT = new Cell(CellId.ROOT, null);

    /** Refuses a root cell with an owner and any other cell without one. */
    public Cell {
        if (id.equals(CellId.ROOT) != (owner == null)) {
            throw new IllegalArgumentException("cell " + id + " with owner " + owner);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cell cell && id.equals(cell.id) && Objects.equals(owner, cell.owner);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + Objects.hashCode(owner);
    }

    /** Returns the cell as log lines show it: {@code 0} for the root cell, else {@code 1(web)}. */
    public String label() {
        return owner == null ? id.toString() : id + "(" + owner.name() + ")";
    }
}
