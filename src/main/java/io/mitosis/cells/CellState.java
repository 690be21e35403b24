// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.model.CellTable;
import io.mitosis.topology.CpuMask;
import java.util.HashMap;
import java.util.Map;

/**
 * The state of the cells that one decision hands to the next, across re-attachments.
 *
 * @param table which cgroup is which cell
 * @param cpus the CPUs of each cell
 * @param holdoutEnforced whether a CPU was ever taken from a cpuset for the root cell's minimum
 */
record CellState(CellTable table, Map<CellId, CpuMask> cpus, boolean holdoutEnforced) {
    /** The state before the first decision. */
    static final CellState NONE = new CellState(CellTable.empty(), Map.of(), false);

    CellState {
        cpus = Map.copyOf(cpus);
    }

    /** Returns the state after a layout was put in force. */
    static CellState of(CellTable table, CellLayout layout, boolean holdoutEnforced) {
        Map<CellId, CpuMask> cpus = new HashMap<>();
        layout.cells().forEach(cell -> cpus.put(cell.cell().id(), cell.primary()));
        return new CellState(table, cpus, holdoutEnforced);
    }
}
