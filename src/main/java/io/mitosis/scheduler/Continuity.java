// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.demand.Rebalancer;

/**
 * What outlives an attachment, so that the next one goes on where it ended: when a CPU comes or goes, the scheduler is
 * attached anew, and neither shares nor ids are to start from nothing, nor is anything to be warned of again.
 */
final class Continuity {
    private final Rebalancer rebalancer;
    private final CellLog log = new CellLog();
    private final ProblemLog problems = new ProblemLog();
    private final ChangeHistory changes = new ChangeHistory();
    private KnownCells cells = KnownCells.NONE;

    /** Begins with nothing known. */
    Continuity(Rebalancer rebalancer) {
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

    KnownCells cells() {
        return cells;
    }

    /** Remembers the cells as they are now. */
    void remember(KnownCells now) {
        cells = now;
    }
}
