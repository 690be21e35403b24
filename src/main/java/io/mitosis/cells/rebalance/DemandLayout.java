// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellLayout;
import java.util.Map;

/** The layout of the live cells as a function of demand weights. It may be asked for several layouts in a row. */
@FunctionalInterface
public interface DemandLayout {
    /**
     * Returns the layout that follows from demand weights; none of it is put in force.
     *
     * @param demand the factor by which the configured weight of each cell is multiplied, finite and not negative
     */
    CellLayout of(Map<CellId, Double> demand);
}
