// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.planner;

import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.topology.CpuMask;
import java.util.List;
import java.util.Map;

/** The CPUs of other cells that each cell may use while they are idle. */
final class Borrowing {
    private final boolean borrowing;
    private final CpuMask anywhere;
    private final CpuMask lent;

    /**
     * Finds the CPUs that are lent.
     *
     * @param borrowing whether cells borrow at all
     * @param usable the CPUs that the live cells own together
     * @param anywhere the usable CPUs that tasks of cells without a cpuset may use
     * @param live the live cells
     * @param primaries the CPUs that each live cell owns
     */
    Borrowing(
            boolean borrowing,
            CpuMask usable,
            CpuMask anywhere,
            List<CellRequest> live,
            Map<CellId, CpuMask> primaries) {
        this.borrowing = borrowing;
        this.anywhere = anywhere;
        CpuMask lendable = usable;
        for (CellRequest cell : live) {
            if (!cell.terms().lends()) {
                lendable = lendable.andNot(primaries.getOrDefault(cell.cell().id(), CpuMask.none()));
            }
        }
        lent = lendable;
    }

    /** Returns the CPUs that a cell with the CPUs {@code primary} may borrow. */
    CpuMask borrowable(CellRequest cell, CpuMask primary) {
        if (!borrowing || !cell.terms().borrows()) {
            return CpuMask.none();
        }
        CpuMask others = lent.andNot(primary);
        return others.and(cell.cpuset() == null ? anywhere : cell.cpuset());
    }
}
