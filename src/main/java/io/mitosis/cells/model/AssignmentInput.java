// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import io.mitosis.cells.config.Placement;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * All that an assignment of CPUs depends on.
 *
 * @param topology the machine
 * @param maxCells the largest number of cells, the root cell included; at least 1
 * @param cells the cells that are to get CPUs: the root cell first, then the oldest first
 * @param previous the CPUs that each cell owned before; it may name cells and CPUs that no longer exist
 * @param rootMinCpus the number of CPUs that are set aside for the root cell, 0 or more
 * @param holdoutEnforced whether a CPU was ever taken from a cpuset for the root cell
 * @param placement the way in which CPUs are chosen
 * @param borrowing whether cells may use idle CPUs of other cells
 */
public record AssignmentInput(
        Topology topology,
        int maxCells,
        List<CellRequest> cells,
        Map<CellId, CpuMask> previous,
        int rootMinCpus,
        boolean holdoutEnforced,
        Placement placement,
        boolean borrowing) {
    /** The number of cells that the BPF side supports, the root cell included. */
    public static final int MAX_CELLS = 256;

    /** Copies the collections. Refuses cells without the root cell in front, duplicate ids and numbers out of range. */
    public AssignmentInput {
        cells = List.copyOf(cells);
        previous = Map.copyOf(previous);
        if (cells.isEmpty() || !cells.getFirst().cell().equals(Cell.ROOT)) {
            throw new IllegalArgumentException("the root cell is not the first of the cells");
        }
        BitSet ids = new BitSet();
        for (CellRequest request : cells) {
            ids.set(request.cell().id().value());
        }
        if (ids.cardinality() < cells.size()) {
            throw new IllegalArgumentException("two cells with one id");
        }
        if (maxCells < 1 || rootMinCpus < 0) {
            throw new IllegalArgumentException(maxCells + " cells, " + rootMinCpus + " CPUs for the root cell");
        }
    }

    /** Returns the request of the root cell. */
    public CellRequest root() {
        return cells.getFirst();
    }

    /** Returns this input with another {@link #maxCells}. */
    public AssignmentInput withMaxCells(int number) {
        return new AssignmentInput(
                topology, number, cells, previous, rootMinCpus, holdoutEnforced, placement, borrowing);
    }

    /** Returns this input restricted to a part of the machine and some of the cells. */
    public AssignmentInput with(Topology part, List<CellRequest> some) {
        return new AssignmentInput(part, maxCells, some, previous, rootMinCpus, holdoutEnforced, placement, borrowing);
    }

    /** Returns this input with other cells and the CPUs that these owned before. */
    public AssignmentInput with(List<CellRequest> others, Map<CellId, CpuMask> owned) {
        return new AssignmentInput(
                topology, maxCells, others, owned, rootMinCpus, holdoutEnforced, placement, borrowing);
    }
}
