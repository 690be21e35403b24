// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import io.mitosis.cells.model.CellId;
import io.mitosis.topology.Cpu;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How good a placement is, counted in the plainest way. The better one is the smaller one.
 *
 * @param splitCores how many cores have CPUs of more than one cell
 * @param llcs the sum over the cells of the LLCs that each spans
 * @param nodes the same for NUMA nodes
 */
record PlacementScore(int splitCores, int llcs, int nodes) {
    /** Scores owners of the machine's CPUs, given in the order of the CPUs. */
    static PlacementScore of(Topology topology, int[] owners) {
        Map<Integer, Integer> firstOfCore = new HashMap<>();
        Set<Integer> split = new HashSet<>();
        Set<List<Integer>> llcs = new HashSet<>();
        Set<List<Integer>> nodes = new HashSet<>();
        for (int i = 0; i < owners.length; i++) {
            Cpu cpu = topology.cpus().get(i);
            Integer first = firstOfCore.putIfAbsent(cpu.core(), owners[i]);
            if (first != null && first != owners[i]) {
                split.add(cpu.core());
            }
            llcs.add(List.of(owners[i], cpu.llc()));
            nodes.add(List.of(owners[i], cpu.node()));
        }
        return new PlacementScore(split.size(), llcs.size(), nodes.size());
    }

    /** Returns the owners of the machine's CPUs, in the order of the CPUs; -1 for a CPU without one. */
    static int[] owners(Topology topology, Map<CellId, CpuMask> placed) {
        int[] owners = new int[topology.cpus().size()];
        Arrays.fill(owners, -1);
        placed.forEach((cell, cpus) -> {
            for (int i = 0; i < owners.length; i++) {
                if (cpus.contains(topology.cpus().get(i).id())) {
                    owners[i] = cell.value();
                }
            }
        });
        return owners;
    }

    /** One number that is smaller for the better placement. */
    long rank() {
        return (long) splitCores << 40 | (long) llcs << 20 | nodes;
    }
}
