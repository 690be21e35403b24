// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellLayout;
import java.util.Map;

/**
 * A decision to move CPUs to where demand is.
 *
 * @param layout the layout to put in force
 * @param spread the difference between the highest and the lowest smoothed utilisation, in percentage points
 * @param count the number of rebalances so far, this one included
 * @param weights the demand weight of each live cell from which the layout follows
 */
public record Rebalance(CellLayout layout, double spread, long count, Map<Cell, Double> weights) {
    /** Copies the map. */
    public Rebalance {
        weights = Map.copyOf(weights);
    }
}
