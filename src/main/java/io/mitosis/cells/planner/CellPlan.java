// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.planner;

import io.mitosis.cells.model.Assignment;
import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.ParkedOwner;
import io.mitosis.cells.model.Reconciliation;
import java.util.List;

/**
 * Which cgroup is which cell from now on, and which CPUs each has.
 *
 * @param change how the table of cells changes
 * @param input what the CPUs were shared out by
 * @param assignment how they are shared out; it parks nobody
 * @param parked the cgroups that have no cell, oldest first
 */
public record CellPlan(Reconciliation change, AssignmentInput input, Assignment assignment, List<ParkedOwner> parked) {
    /** Copies the list. */
    public CellPlan {
        parked = List.copyOf(parked);
    }
}
