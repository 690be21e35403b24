// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import io.mitosis.topology.CpuMask;
import java.util.List;
import java.util.Map;

/** Which CPUs of others a cell may use while they are idle. */
public final class Borrowing {
    private final boolean borrowing;
    private final CpuMask anywhere;
    private final CpuMask lent;

    /**
     * Prepares.
     *
     * @param borrowing whether cells borrow at all
     * @param anywhere the usable CPUs that tasks of cells without a cpuset may use
     * @param live the live cells
     * @param primaries what they own; together the usable CPUs
     */
    public Borrowing(
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

    /** Returns what a cell that owns {@code primary} may borrow. */
    public CpuMask borrowable(CellRequest cell, CpuMask primary) {
        if (!borrowing || !cell.terms().borrows()) {
            return CpuMask.none();
        }
        CpuMask others = lent.andNot(primary);
        return others.and(cell.cpuset() == null ? anywhere : cell.cpuset());
    }
}
