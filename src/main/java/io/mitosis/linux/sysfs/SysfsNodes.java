// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux.sysfs;

import io.mitosis.topology.CpuMask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.PrimitiveIterator;

/** The NUMA nodes of a machine. A kernel without NUMA shows none, and all CPUs are on node 0. */
record SysfsNodes(Map<Integer, Integer> nodeByCpu) {
    SysfsNodes {
        nodeByCpu = Map.copyOf(nodeByCpu);
    }

    /** Reads {@code online} and {@code nodeN/cpulist} below the directory of nodes. */
    static SysfsNodes read(Path nodeRoot) throws IOException {
        Map<Integer, Integer> nodeByCpu = new HashMap<>();
        if (SysfsFile.text(nodeRoot.resolve("online")).isPresent()) {
            CpuMask nodes = SysfsFile.cpus(nodeRoot.resolve("online"));
            for (PrimitiveIterator.OfInt ids = nodes.stream().iterator(); ids.hasNext(); ) {
                int node = ids.nextInt();
                CpuMask cpus = SysfsFile.cpus(nodeRoot.resolve("node" + node + "/cpulist"));
                cpus.stream().forEach(cpu -> nodeByCpu.put(cpu, node));
            }
        }
        return new SysfsNodes(nodeByCpu);
    }

    int of(int cpu) {
        return nodeByCpu.getOrDefault(cpu, 0);
    }
}
