// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import java.util.List;
import java.util.Map;

/**
 * The decision which cell owns which CPUs, and which cells get none.
 *
 * @param layout the CPUs of each live cell
 * @param targets the number of CPUs that each live cell should have by its weight and bounds, cpusets left aside
 * @param parked the cells that get no CPU, oldest first
 * @param holdoutEnforced whether this or an earlier assignment took a CPU from a cpuset for the root cell's minimum
 */
public record Assignment(
        CellLayout layout, Map<CellId, Integer> targets, List<ParkedCell> parked, boolean holdoutEnforced) {
    /** Copies the collections. */
    public Assignment {
        targets = Map.copyOf(targets);
        parked = List.copyOf(parked);
    }
}
