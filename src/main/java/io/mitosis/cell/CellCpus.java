// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cell;

import io.mitosis.topology.CpuMask;

/**
 * A cell and what it owns.
 *
 * @param cell the cell
 * @param primary the CPUs that the cell owns; never empty
 */
public record CellCpus(Cell cell, CpuMask primary) {
    /** Refuses a cell without a CPU. */
    public CellCpus {
        if (primary.isEmpty()) {
            throw new IllegalArgumentException("cell " + cell.label() + " owns no CPU");
        }
    }
}
