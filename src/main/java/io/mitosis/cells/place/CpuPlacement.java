// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CpuPool;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.List;
import java.util.Map;

/** Chooses which CPUs of each pool its cells get: pure, and always the same for the same input. */
public interface CpuPlacement {
    /**
     * Returns the CPUs of every cell that has a share.
     *
     * @param pools disjoint; together they are the usable CPUs of the topology
     * @param previous the CPUs that cells owned before; cells and CPUs that are no more may be among them
     */
    Map<CellId, CpuMask> place(Topology topology, List<CpuPool> pools, Map<CellId, CpuMask> previous);
}
