// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CpuPool;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.List;
import java.util.Map;

/** Chooses which CPUs of each pool its cells get: a pure function of its arguments. */
public interface CpuPlacement {
    /**
     * Returns the CPUs of every cell that has a share.
     *
     * @param pools disjoint pools that together are the usable CPUs of the topology
     * @param previous the CPUs that each cell owned before; it may name cells and CPUs that no longer exist
     */
    Map<CellId, CpuMask> place(Topology topology, List<CpuPool> pools, Map<CellId, CpuMask> previous);
}
