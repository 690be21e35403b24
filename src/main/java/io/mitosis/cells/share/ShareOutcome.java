// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.cells.model.CpuPool;
import java.util.List;
import java.util.Map;

/** The outcome of an attempt to give each of some cells CPUs of its own. */
public sealed interface ShareOutcome {
    /**
     * Success: every cell gets CPUs.
     *
     * @param cells the cells in ascending order of id, the root cell first
     * @param targets the number of CPUs that each cell should have
     * @param pools the CPUs in pools, with the share of each cell
     * @param holdoutEnforced whether a CPU is taken from a cpuset for the root cell
     */
    record Settled(List<CellRequest> cells, Map<CellId, Integer> targets, List<CpuPool> pools, boolean holdoutEnforced)
            implements ShareOutcome {}

    /**
     * Failure: some cells have to be parked.
     *
     * @param toPark the cells to park, at least one; never the root cell
     */
    record Refused(List<Refusal> toPark) implements ShareOutcome {}

    /** A cell that has to be parked, and the reason as a part of a log line. */
    record Refusal(Candidate cell, String reason) {}
}
