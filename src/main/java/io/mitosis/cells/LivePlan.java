// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.cells.cgroup.CellSource;
import io.mitosis.cells.config.CellSelection;
import io.mitosis.cells.config.CellSettings;
import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.CellTable;
import io.mitosis.cells.model.OwnerRequests;
import io.mitosis.cells.planner.CellPlan;
import io.mitosis.cells.planner.CellPlanner;
import io.mitosis.cells.planner.DemandFactors;
import io.mitosis.host.LiveTopology;
import io.mitosis.topology.Topology;

/** Makes the plan that the scheduler would follow if it started on this machine now. Loads nothing into the kernel. */
public final class LivePlan {
    private LivePlan() {}

    /**
     * Reads cgroups and sysfs, and makes the plan.
     *
     * @throws io.mitosis.exit.UsageException if the parent cgroup can never be
     */
    public static CellPlan read(CellSelection selection, CellSettings settings) {
        CellSource source = CellSources.resolve(selection);
        Topology topology = LiveTopology.read();
        CgroupScanner tree = CgroupScanner.ofAnybody(source, topology.usable());
        return plan(topology, settings, tree.scan(settings));
    }

    static CellPlan plan(Topology topology, CellSettings settings, OwnerRequests requests) {
        AssignmentInput machine =
                CellState.NONE.input(topology, AssignmentInput.MAX_CELLS, settings, requests.ofRoot());
        return new CellPlanner(CellTable.empty(), machine, DemandFactors.NONE).plan(requests.owners());
    }
}
