// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.plan;

import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.cells.model.CpuBounds;
import io.mitosis.topology.CpuMask;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A cell that is planned for.
 *
 * @param id 0 for the root cell, else below {@link AssignmentInput#MAX_CELLS}
 * @param name what people call it
 * @param cpuset the CPUs it may have; null if it may have any. That of the root cell is what partitions leave to it
 * @param weight its share relative to the others', finite and not negative
 * @param bounds how few and how many CPUs it wishes
 * @param borrows whether it may use idle CPUs of others
 * @param lends whether others may use its idle CPUs
 * @param partition whether it is a cpuset partition, which has all of its cpuset, and neither borrows nor lends
 */
public record PlanCell(
        int id,
        String name,
        @Nullable CpuMask cpuset,
        double weight,
        CpuBounds bounds,
        boolean borrows,
        boolean lends,
        boolean partition) {
    /** What the root cell is called unless a document calls it otherwise. */
    public static final String ROOT_NAME = "root";

    /** The largest id. */
    public static final int MAX_ID = AssignmentInput.MAX_CELLS - 1;

    /** Refuses what no cell can be made of. */
    public PlanCell {
        if (id < 0 || id > MAX_ID) {
            throw new IllegalArgumentException("cell id " + id + " is outside 0-" + MAX_ID);
        }
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException(
                    "cell " + id + ": the weight " + weight + " is not a number of at least 0");
        }
        if (partition && (id == 0 || cpuset == null)) {
            throw new IllegalArgumentException("cell " + id + " cannot be a partition"
                    + (id == 0 ? ": it is the root cell" : " without a cpuset"));
        }
        path(name);
    }

    /** Makes a cell with nothing special about it. */
    public static PlanCell of(int id, String name, @Nullable CpuMask cpuset, double weight) {
        return new PlanCell(id, name, cpuset, weight, CpuBounds.NONE, true, true, false);
    }

    CellRequest request() {
        CellId cellId = new CellId(id);
        Cell cell = id == 0 ? Cell.ROOT : new Cell(cellId, new CellOwner(path(name), id));
        return new CellRequest(cell, cpuset, weight, bounds, borrows, lends, partition);
    }

    // An owner has a path; that of a planned cell need not exist. Nor need the locale know the letters of its name.
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
            // Said below, like a name that is none.
        }
        throw new IllegalArgumentException("\"" + name + "\" is no name of a cell");
    }
}
