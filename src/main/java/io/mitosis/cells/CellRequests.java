// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.cgroup.OwnerFacts;
import io.mitosis.cells.cgroup.TreeFacts;
import io.mitosis.cells.config.CellSettings;
import io.mitosis.cells.config.CellWeighting;
import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellPolicy;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.cells.model.CpuBounds;
import io.mitosis.cells.model.OwnerRequest;
import io.mitosis.cells.model.OwnerRequests;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the input of a decision from the machine, its cgroups and the settings. */
final class CellRequests {
    // The root cell has no owner who could set a weight.
    private static final double ROOT_WEIGHT = 1;

    private CellRequests() {}

    /** Returns the requests of the owners of cells. */
    static OwnerRequests of(TreeFacts tree, CellWeighting weighting) {
        List<OwnerRequest> requests = new ArrayList<>();
        for (OwnerFacts facts : tree.owners()) {
            requests.add(of(facts, weighting));
        }
        return new OwnerRequests(requests, tree.ofRoot());
    }

    private static OwnerRequest of(OwnerFacts facts, CellWeighting weighting) {
        CellPolicy policy = facts.policy();
        return facts.partition() && facts.cpuset() != null
                ? OwnerRequest.ofPartition(facts.owner(), facts.cpuset())
                : new OwnerRequest(
                        facts.owner(),
                        facts.cpuset(),
                        weight(facts, weighting),
                        policy.bounds(),
                        policy.borrows(),
                        policy.lends());
    }

    private static double weight(OwnerFacts facts, CellWeighting weighting) {
        Double own = facts.policy().weight();
        if (own != null) {
            return own;
        }
        return weighting == CellWeighting.CPU_WEIGHT ? facts.cpuWeight() : 1;
    }

    /**
     * Returns the input of a decision with the root cell alone.
     *
     * @param ofRoot the CPUs that its tasks may use; null if they may use all
     */
    static AssignmentInput machine(
            Topology topology, int maxCells, CellSettings settings, CellState known, @Nullable CpuMask ofRoot) {
        return new AssignmentInput(
                topology,
                maxCells,
                List.of(new CellRequest(Cell.ROOT, ofRoot, ROOT_WEIGHT, CpuBounds.NONE, true, true)),
                known.cpus(),
                settings.rootMinCpus(),
                known.holdoutEnforced(),
                settings.placement(),
                settings.borrowing());
    }
}
