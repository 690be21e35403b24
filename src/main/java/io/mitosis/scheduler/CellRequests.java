// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.cell.AssignmentInput;
import io.mitosis.cell.Cell;
import io.mitosis.cell.CellPolicy;
import io.mitosis.cell.CellRequest;
import io.mitosis.cell.OwnerRequest;
import io.mitosis.cgroup.OwnerFacts;
import io.mitosis.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/** Turns what is known of the machine, its cgroups and the settings into what a decision is made of. */
final class CellRequests {
    // The root cell has no owner that could ask for another one.
    private static final double ROOT_WEIGHT = 1;

    private CellRequests() {}

    /** Returns what the cell owners ask for. */
    static List<OwnerRequest> of(List<OwnerFacts> owners, CellWeighting weighting) {
        List<OwnerRequest> requests = new ArrayList<>();
        for (OwnerFacts facts : owners) {
            CellPolicy policy = facts.policy();
            requests.add(new OwnerRequest(
                    facts.owner(),
                    facts.cpuset(),
                    weight(facts, weighting),
                    policy.bounds(),
                    policy.borrows(),
                    policy.lends()));
        }
        return List.copyOf(requests);
    }

    private static double weight(OwnerFacts facts, CellWeighting weighting) {
        Double own = facts.policy().weight();
        if (own != null) {
            return own;
        }
        return weighting == CellWeighting.CPU_WEIGHT ? facts.cpuWeight() : 1;
    }

    /** Returns the input of a decision with the root cell alone. */
    static AssignmentInput machine(Topology topology, int maxCells, CellSettings settings, KnownCells known) {
        return new AssignmentInput(
                topology,
                maxCells,
                List.of(CellRequest.of(Cell.ROOT, ROOT_WEIGHT)),
                known.cpus(),
                settings.rootMinCpus(),
                known.holdoutEnforced(),
                settings.placement(),
                settings.borrowing());
    }
}
