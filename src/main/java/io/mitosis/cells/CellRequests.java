// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.cgroup.TreeFacts;
import io.mitosis.cells.config.CellSettings;
import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.OwnerRequests;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the input of a decision from the machine, its cgroups and the settings. */
final class CellRequests {
    private CellRequests() {}

    /** Returns the requests of the owners of cells. */
    static OwnerRequests of(TreeFacts tree) {
        return new OwnerRequests(tree.owners(), tree.ofRoot());
    }

    /**
     * Returns the input of a decision with the root cell alone. It has default terms: no owner could ask for others.
     *
     * @param ofRoot the CPUs that its tasks may use; null if they may use all
     */
    static AssignmentInput machine(
            Topology topology, int maxCells, CellSettings settings, CellState known, @Nullable CpuMask ofRoot) {
        return new AssignmentInput(
                topology,
                maxCells,
                List.of(new CellRequest(Cell.ROOT, CellTerms.DEFAULT.withCpuset(ofRoot))),
                known.cpus(),
                settings.rootMinCpus(),
                known.holdoutEnforced(),
                settings.placement(),
                settings.borrowing());
    }
}
