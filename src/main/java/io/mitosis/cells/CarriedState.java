// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.rebalance.Rebalancer;

/**
 * The state that is carried from one attachment to the next. CPU hotplug ends an attachment; the next one keeps cell
 * ids and shares, and does not repeat warnings.
 */
final class CarriedState {
    private final Rebalancer rebalancer;
    private final CellLog log = new CellLog();
    private final ProblemLog problems = new ProblemLog();
    private final ChangeHistory changes = new ChangeHistory();
    private CellState cells = CellState.NONE;

    /** Creates the state of a daemon that has attached nothing yet. */
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

    /** Stores the state of the cells for the next attachment. */
    void remember(CellState now) {
        cells = now;
    }
}
