// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cell;

import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Shares a machine's CPUs out among its cells.
 *
 * <p>Every cell gets the same number, and the cells with the lowest ids one of the remainder each. CPUs are handed out
 * in ascending order to the cells in ascending order of id, so that the same input always gives the same layout.
 */
public final class CpuAssigner {
    private CpuAssigner() {}

    private static UnsupportedOperationException stub(AssignmentInput input) {
        return new UnsupportedOperationException("not there yet: " + input);
    }

    /** Decides. */
    @SuppressWarnings("DoNotCallSuggester")
    public static Assignment assign(AssignmentInput input) {
        throw stub(input);
    }

    /**
     * Returns the layout for the live cells of a table.
     *
     * @throws IllegalArgumentException if there are more cells than CPUs: the table was reconciled for another machine
     */
    public static CellLayout assign(Topology topology, CellTable table) {
        List<Cell> cells = table.cells();
        int[] cpus = topology.usable().stream().toArray();
        if (cells.size() > cpus.length) {
            throw new IllegalArgumentException(cells.size() + " cells for " + cpus.length + " CPUs");
        }
        int share = cpus.length / cells.size();
        int remainder = cpus.length % cells.size();
        List<CellCpus> assigned = new ArrayList<>();
        int next = 0;
        for (Cell cell : cells) {
            int end = next + share + (assigned.size() < remainder ? 1 : 0);
            assigned.add(new CellCpus(cell, CpuMask.of(Arrays.copyOfRange(cpus, next, end))));
            next = end;
        }
        return new CellLayout(topology.usable(), assigned);
    }
}
