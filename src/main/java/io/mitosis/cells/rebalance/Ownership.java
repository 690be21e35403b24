// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.topology.CpuMask;
import java.util.LinkedHashMap;
import java.util.Map;

/** Views of a layout by cell. */
final class Ownership {
    private Ownership() {}

    /** Returns the CPUs that each cell owns. */
    static Map<Cell, CpuMask> masks(CellLayout layout) {
        Map<Cell, CpuMask> masks = new LinkedHashMap<>();
        for (CellCpus cell : layout.cells()) {
            masks.put(cell.cell(), cell.primary());
        }
        return masks;
    }

    /** Returns the number of CPUs that each cell owns. */
    static Map<Cell, Integer> sizes(CellLayout layout) {
        Map<Cell, Integer> sizes = new LinkedHashMap<>();
        for (CellCpus cell : layout.cells()) {
            sizes.put(cell.cell(), cell.primary().count());
        }
        return sizes;
    }
}
