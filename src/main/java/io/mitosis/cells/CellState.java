// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.config.CellSettings;
import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.cells.model.CellTable;
import io.mitosis.cells.model.CellTerms;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /**
     * Returns the input of the next decision with the root cell alone. It has default terms: no owner could ask for
     * others.
     *
     * @param maxCells the largest number of cells, the root cell included
     * @param ofRoot the CPUs that tasks of the root cell may use; null if they may use all
     */
    AssignmentInput input(Topology topology, int maxCells, CellSettings settings, @Nullable CpuMask ofRoot) {
        return new AssignmentInput(
                topology,
                maxCells,
                List.of(new CellRequest(Cell.ROOT, CellTerms.DEFAULT.withCpuset(ofRoot))),
                cpus,
                settings.rootMinCpus(),
                holdoutEnforced,
                settings.placement(),
                settings.borrowing());
    }
}
