// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.plan;

import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.topology.CpuMask;
import java.util.Map;
import java.util.TreeMap;

/** The difference between a layout and the previous one. */
final class LayoutChange {
    private LayoutChange() {}

    /**
     * Returns the number of usable CPUs that had an owner and now have another one, 0 or more.
     *
     * @param previous the CPUs that each cell owned before; it may name cells and CPUs that no longer exist, and if it
     *     lists a CPU for several cells, the cell with the lowest id counts as the owner
     */
    static int moved(Map<CellId, CpuMask> previous, CellLayout layout) {
        Map<CellId, CpuMask> now = new TreeMap<>();
        for (CellCpus cell : layout.cells()) {
            now.put(cell.cell().id(), cell.primary());
        }
        CpuMask owned = CpuMask.none();
        int moved = 0;
        for (Map.Entry<CellId, CpuMask> before : new TreeMap<>(previous).entrySet()) {
            CpuMask usable = before.getValue().and(layout.usable()).andNot(owned);
            CpuMask left = usable.andNot(now.getOrDefault(before.getKey(), CpuMask.none()));
            moved += left.count();
            owned = owned.or(usable);
        }
        return moved;
    }
}
