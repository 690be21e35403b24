// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.rebalance.Rebalancer;

/**
 * What outlives an attachment, so that the next one goes on where it ended: when a CPU comes or goes, the scheduler is
 * attached anew, and neither shares nor ids are to start from nothing, nor is anything to be warned of again.
 */
final class CarriedState {
    private final Rebalancer rebalancer;
    private final CellLog log = new CellLog();
    private final ProblemLog problems = new ProblemLog();
    private final ChangeHistory changes = new ChangeHistory();
    private CellState cells = CellState.NONE;

    /** Begins with nothing known. */
    CarriedState(Rebalancer rebalancer) {
        this.rebalancer = rebalancer;
    }

    Rebalancer rebalancer() {
        return rebalancer;
    }

    CellLog log() {
        return log;
    }

    ProblemLog problems() {
        return problems;
    }

    ChangeHistory changes() {
        return changes;
    }

    CellState cells() {
        return cells;
    }

    /** Remembers the cells as they are now. */
    void remember(CellState now) {
        cells = now;
    }
}
