// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import java.util.List;
import java.util.Map;

/**
 * What was decided.
 *
 * @param layout who owns which CPU
 * @param targets how many CPUs each live cell should have had by its weight and bounds, cpusets left aside
 * @param parked the cells that got none, oldest first
 * @param holdoutEnforced whether a CPU was ever taken from a cpuset for the root cell's minimum, now or before
 */
public record Assignment(
        CellLayout layout, Map<CellId, Integer> targets, List<ParkedCell> parked, boolean holdoutEnforced) {
    /** Copies the collections. */
    public Assignment {
        targets = Map.copyOf(targets);
        parked = List.copyOf(parked);
    }
}
