// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.plan;

import io.mitosis.topology.Cpu;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.SortedMap;
import java.util.TreeMap;

/** Topologies of machines that need not exist. */
public final class PlanTopology {
    private PlanTopology() {}

    /**
     * Returns a machine where each CPU is a core of its own and all CPUs share one cache and one node.
     *
     * @throws IllegalArgumentException if there is no CPU
     */
    public static Topology flat(CpuMask cpus) {
        List<Cpu> list = new ArrayList<>();
        for (PrimitiveIterator.OfInt ids = cpus.stream().iterator(); ids.hasNext(); ) {
            list.add(new Cpu(ids.nextInt(), list.size(), 0, 0));
        }
        return topology(list);
    }

    /**
     * Returns the machine with these CPUs. Cores and caches may have any numbers, which are replaced by dense ones.
     *
     * @param usable the CPUs that must be described
     * @throws IllegalArgumentException if there is no CPU, a CPU twice, or if the CPUs are not those of {@code usable}
     */
    static Topology of(CpuMask usable, List<Cpu> cpus) {
        SortedMap<Integer, Cpu> byId = new TreeMap<>();
        for (Cpu cpu : cpus) {
            if (!usable.contains(cpu.id())) {
                throw new IllegalArgumentException("topology: CPU " + cpu.id() + " is not among the cpus " + usable);
            }
            if (byId.put(cpu.id(), cpu) != null) {
                throw new IllegalArgumentException("topology: CPU " + cpu.id() + " is there twice");
            }
        }
        if (byId.size() < usable.count()) {
            CpuMask there = CpuMask.of(
                    byId.keySet().stream().mapToInt(Integer::intValue).toArray());
            throw new IllegalArgumentException("topology: nothing is said of the CPUs " + usable.andNot(there));
        }
        Map<Integer, Integer> cores = new HashMap<>();
        Map<Integer, Integer> llcs = new HashMap<>();
        List<Cpu> list = new ArrayList<>();
        for (Cpu cpu : byId.values()) {
            list.add(new Cpu(cpu.id(), dense(cores, cpu.core()), dense(llcs, cpu.llc()), cpu.node()));
        }
        return topology(list);
    }

    private static Topology topology(List<Cpu> cpus) {
        if (cpus.isEmpty()) {
            throw new IllegalArgumentException("cpus: there is no CPU to plan with");
        }
        return new Topology(cpus.getLast().id() + 1, cpus);
    }

    /** Returns the dense number of a number: 0, 1, 2 and so on in the order of first use. */
    private static int dense(Map<Integer, Integer> numbers, int number) {
        Integer known = numbers.putIfAbsent(number, numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }
}
