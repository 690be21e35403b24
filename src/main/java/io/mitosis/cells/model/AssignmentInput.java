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
 * @param maxCells how many cells there can be, the root cell included
 * @param cells the cells that want CPUs: the root cell first, then the oldest first
 * @param previous the CPUs that cells owned before; cells that are no more may be among them
 * @param rootMinCpus how many CPUs are set aside for the root cell, 0 or more
 * @param holdoutEnforced whether such a CPU was ever taken from a cpuset
 * @param placement how CPUs are chosen
 * @param borrowing whether cells may use idle CPUs of others
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
    /** The most cells that the BPF side can tell apart. */
    public static final int MAX_CELLS = 256;

    /** Copies the collections and refuses input that no decision can be made of. */
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

    /** Returns an input with another number of cells that there can be. */
    public AssignmentInput withMaxCells(int number) {
        return new AssignmentInput(
                topology, number, cells, previous, rootMinCpus, holdoutEnforced, placement, borrowing);
    }

    /** Returns an input with some of the cells and some of the CPUs. */
    public AssignmentInput with(Topology part, List<CellRequest> some) {
        return new AssignmentInput(part, maxCells, some, previous, rootMinCpus, holdoutEnforced, placement, borrowing);
    }

    /** Returns an input with other cells, and other CPUs that they owned before. */
    public AssignmentInput with(List<CellRequest> others, Map<CellId, CpuMask> owned) {
        return new AssignmentInput(
                topology, maxCells, others, owned, rootMinCpus, holdoutEnforced, placement, borrowing);
    }
}
