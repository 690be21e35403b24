// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import io.mitosis.topology.CpuMask;
import java.util.Map;
import java.util.TreeMap;

/** How a layout differs from the one before. */
public final class LayoutChange {
    private LayoutChange() {}

    /**
     * Returns how many CPUs change owner: those that are usable and had an owner which is now another one, 0 or more.
     *
     * @param previous the CPUs that cells owned before; cells and CPUs that are no more may be among them, and of
     *     several cells that are said to have owned a CPU the one with the lowest id did
     */
    public static int moved(Map<CellId, CpuMask> previous, CellLayout layout) {
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
