// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import io.mitosis.topology.CpuMask;
import java.util.List;
import java.util.Optional;

/**
 * The assignment of CPUs to cells: every usable CPU has exactly one owner.
 *
 * @param usable the CPUs that are shared out
 * @param cells the live cells in ascending order of id, the root cell first
 */
public record CellLayout(CpuMask usable, List<CellCpus> cells) {
    /** Copies the list and refuses a layout in which a CPU has no owner, two owners, or is not usable. */
    public CellLayout {
        cells = List.copyOf(cells);
        if (cells.isEmpty() || !cells.getFirst().cell().equals(Cell.ROOT)) {
            throw new IllegalArgumentException("a layout without the root cell in front: " + describe(cells));
        }
        CpuMask owned = CpuMask.none();
        for (int i = 0; i < cells.size(); i++) {
            CellCpus cell = cells.get(i);
            if (i > 0 && cell.cell().id().compareTo(cells.get(i - 1).cell().id()) <= 0) {
                throw new IllegalArgumentException("cells out of order: " + describe(cells));
            }
            if (owned.intersects(cell.primary())) {
                throw new IllegalArgumentException("a CPU with two owners: " + describe(cells));
            }
            owned = owned.or(cell.primary());
        }
        if (!owned.equals(usable)) {
            throw new IllegalArgumentException("of the usable CPUs " + usable + " owned are: " + describe(cells));
        }
    }

    /** Returns the cell with this id, if it is live. */
    public Optional<CellCpus> cell(CellId id) {
        return cells.stream().filter(cell -> cell.cell().id().equals(id)).findFirst();
    }

    /** Returns the layout as log lines show it: {@code [0: 0-1] [1(web): 2-3]}. */
    public String describe() {
        return describe(cells);
    }

    private static String describe(List<CellCpus> cells) {
        StringBuilder text = new StringBuilder();
        for (CellCpus cell : cells) {
            text.append(text.isEmpty() ? "[" : " [").append(cell.cell().label());
            text.append(": ").append(cell.primary()).append(']');
        }
        return text.toString();
    }
}
