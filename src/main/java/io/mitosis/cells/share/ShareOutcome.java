// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.cells.model.CpuPool;
import java.util.List;
import java.util.Map;

/** How a try to give each of some cells CPUs of its own came out. */
public sealed interface ShareOutcome {
    /**
     * Every cell gets some.
     *
     * @param cells in ascending order of id, the root cell first
     * @param targets how many CPUs each of them should have
     * @param pools how many it gets, and of which
     * @param holdoutEnforced whether a CPU is taken from a cpuset for the root cell
     */
    record Settled(List<CellRequest> cells, Map<CellId, Integer> targets, List<CpuPool> pools, boolean holdoutEnforced)
            implements ShareOutcome {}

    /**
     * Some have to be parked.
     *
     * @param toPark these, at least one; never the root cell
     */
    record Refused(List<Refusal> toPark) implements ShareOutcome {}

    /** Why a cell has to be parked. */
    record Refusal(Candidate cell, String reason) {}
}
