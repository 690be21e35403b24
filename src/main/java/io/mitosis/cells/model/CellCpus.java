// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import io.mitosis.topology.CpuMask;

/**
 * A cell and the CPUs that its tasks run on.
 *
 * @param cell the cell
 * @param primary the CPUs that the cell owns; never empty
 * @param borrowable the CPUs of other cells that the cell may use while they are idle
 * @param lends whether tasks of other cells may use its idle CPUs; tasks pinned to these run there in any case
 */
public record CellCpus(Cell cell, CpuMask primary, CpuMask borrowable, boolean lends) {
    /** Refuses a cell without a CPU, and one that borrows from itself. */
    public CellCpus {
        if (primary.isEmpty()) {
            throw new IllegalArgumentException("cell " + cell.label() + " owns no CPU");
        }
        if (borrowable.intersects(primary)) {
            throw new IllegalArgumentException(
                    "cell " + cell.label() + " owns " + primary + " and would borrow " + borrowable);
        }
    }

    /** Creates a cell that lends its CPUs and borrows none. */
    public CellCpus(Cell cell, CpuMask primary) {
        this(cell, primary, CpuMask.none(), true);
    }
}
