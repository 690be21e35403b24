// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellLayout;
import java.util.Map;

/**
 * A verdict to move CPUs.
 *
 * @param layout who is to own which CPU
 * @param spread by how many percentage points the smoothed utilisation of the cells differed
 * @param count the number of rebalances so far, this one included
 * @param weights the demand weight of each live cell that the layout was made by
 */
public record Rebalance(CellLayout layout, double spread, long count, Map<Cell, Double> weights) {
    /** Copies the map. */
    public Rebalance {
        weights = Map.copyOf(weights);
    }
}
