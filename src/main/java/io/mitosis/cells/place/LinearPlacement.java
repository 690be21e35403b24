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

/** Gives out the CPUs of each pool in ascending order to its cells in ascending order of id, regardless of history. */
public final class LinearPlacement implements CpuPlacement {
    @Override
    public Map<CellId, CpuMask> place(Topology topology, List<CpuPool> pools, Map<CellId, CpuMask> previous) {
        Map<CellId, CpuMask> placed = new TreeMap<>();
        for (CpuPool pool : pools) {
            int[] cpus = pool.cpus().numbers();
            int next = 0;
            for (CpuPool.Share share : pool.shares()) {
                CpuMask part = CpuMask.of(Arrays.copyOfRange(cpus, next, next + share.count()));
                placed.merge(share.cell(), part, CpuMask::or);
                next += share.count();
            }
        }
        return Collections.unmodifiableMap(placed);
    }
}
