// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.model.CellTable;
import io.mitosis.topology.CpuMask;
import java.util.HashMap;
import java.util.Map;

/**
 * What is remembered of the cells from one decision to the next, also when the scheduler is attached anew in between.
 *
 * @param table which cgroup is which cell
 * @param cpus the CPUs of each cell
 * @param holdoutEnforced whether a CPU was ever taken from a cpuset for the root cell's minimum
 */
record CellState(CellTable table, Map<CellId, CpuMask> cpus, boolean holdoutEnforced) {
    /** Nothing was decided yet. */
    static final CellState NONE = new CellState(CellTable.empty(), Map.of(), false);

    CellState {
        cpus = Map.copyOf(cpus);
    }

    /** Returns what is to be remembered of a layout that was put in force. */
    static CellState of(CellTable table, CellLayout layout, boolean holdoutEnforced) {
        Map<CellId, CpuMask> cpus = new HashMap<>();
        layout.cells().forEach(cell -> cpus.put(cell.cell().id(), cell.primary()));
        return new CellState(table, cpus, holdoutEnforced);
    }
}
