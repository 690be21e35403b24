// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.plan;

import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.cells.model.CellTerms;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A cell of a plan document.
 *
 * @param id 0 for the root cell, else below {@link AssignmentInput#MAX_CELLS}
 * @param name the name for people
 * @param terms the terms by which it gets CPUs; the root cell is no partition
 */
public record PlanCell(int id, String name, CellTerms terms) {
    /** The name of the root cell unless a document gives it another. */
    public static final String ROOT_NAME = "root";

    /** The largest id. */
    public static final int MAX_ID = AssignmentInput.MAX_CELLS - 1;

    static final String ROOT_PARTITION = "cell 0 cannot be a partition: it is the root cell";

    /** Refuses an id out of range, a partition that is the root cell, and a name that no cgroup can have. */
    public PlanCell {
        if (id < 0 || id > MAX_ID) {
            throw new IllegalArgumentException("cell id " + id + " is outside 0-" + MAX_ID);
        }
        if (terms.partition() && id == 0) {
            throw new IllegalArgumentException(ROOT_PARTITION);
        }
        path(name);
    }

    CellRequest request() {
        CellId cellId = new CellId(id);
        Cell cell = id == 0 ? Cell.ROOT : new Cell(cellId, new CellOwner(path(name), id));
        return new CellRequest(cell, terms);
    }

    // An owner has a path. That of a planned cell need not exist, nor need the locale support the letters of its name.
    private static Path path(String name) {
        StringBuilder ascii = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            ascii.append(name.charAt(i) < 128 ? name.charAt(i) : '_');
        }
        try {
            Path path = Path.of("/", ascii.toString());
            if (path.getFileName() != null) {
                return path;
            }
        } catch (InvalidPathException e) {
            // Reported below, like an empty name.
        }
        throw new IllegalArgumentException("\"" + name + "\" is no name of a cell");
    }
}
