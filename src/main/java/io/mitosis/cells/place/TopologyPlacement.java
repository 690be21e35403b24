// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CpuPool;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Chooses CPUs by the topology of the machine. In this order of importance: CPUs stay with their cells, cores are not
 * split among cells, cells span few LLCs, then few nodes; of equal placements, low cells have low CPUs.
 *
 * <p>As many CPUs stay with their cells as the counts allow. Splitting the fewest cores over the fewest LLCs is a
 * packing problem that is hard to solve exactly: CPUs are given out greedily, and then exchanged as long as that helps.
 */
public final class TopologyPlacement implements CpuPlacement {
    @Override
    public Map<CellId, CpuMask> place(Topology topology, List<CpuPool> pools, Map<CellId, CpuMask> previous) {
        PlacementProblem problem = new PlacementProblem(topology, pools, previous);
        PlacementState state = new PlacementState(problem);
        int[] lacking = RetainPrevious.lacking(state);
        new GreedyFill(state).grow(lacking);
        new PlacementSearch(state).improve();
        CellRelabeling relabeling = new CellRelabeling(state);
        relabeling.settle();
        new CanonicalOrder(state).settle();
        relabeling.settle();
        return masks(topology, state);
    }

    private static Map<CellId, CpuMask> masks(Topology topology, PlacementState state) {
        PlacementShares shares = state.problem.shares;
        int[] counts = new int[shares.cells()];
        for (int share = 0; share < shares.shares(); share++) {
            counts[shares.cell[share]] += shares.count[share];
        }
        int[][] cpus = new int[shares.cells()][];
        for (int cell = 0; cell < cpus.length; cell++) {
            cpus[cell] = new int[counts[cell]];
        }
        Arrays.fill(counts, 0);
        for (int cpu = 0; cpu < state.holder.length; cpu++) {
            int cell = state.cell(cpu);
            cpus[cell][counts[cell]++] = topology.cpus().get(cpu).id();
        }
        Map<CellId, CpuMask> masks = new TreeMap<>();
        for (int cell = 0; cell < cpus.length; cell++) {
            masks.put(new CellId(shares.cellIds[cell]), CpuMask.of(cpus[cell]));
        }
        return Collections.unmodifiableMap(masks);
    }
}
