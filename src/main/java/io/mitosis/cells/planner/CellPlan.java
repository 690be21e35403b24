// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.planner;

import io.mitosis.cells.model.Assignment;
import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.ParkedOwner;
import io.mitosis.cells.model.Reconciliation;
import java.util.List;

/**
 * A decision about all cgroups that should have cells: the cell of each, and the CPUs of each cell.
 *
 * @param change the change of the cell table
 * @param input the input of the assignment
 * @param assignment the CPUs of each cell; it parks no cell
 * @param parked the cgroups that have no cell, oldest first
 */
public record CellPlan(Reconciliation change, AssignmentInput input, Assignment assignment, List<ParkedOwner> parked) {
    /** Copies the list. */
    public CellPlan {
        parked = List.copyOf(parked);
    }
}
