// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.planner;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellId;
import java.util.Map;

/** The factors by which demand changes the configured weights of cells. */
@FunctionalInterface
public interface DemandFactors {
    /** No change: every configured weight counts as it is. */
    DemandFactors NONE = configured -> Map.of();

    /**
     * Returns a factor for each cell, finite and not negative; a cell that is missing has the factor 1.
     *
     * @param configured the configured weight of each live cell that is no partition, the root cell included
     */
    Map<CellId, Double> of(Map<Cell, Double> configured);
}
