// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import io.mitosis.topology.Cpu;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes machines for tests. */
public final class Topologies {
    private Topologies() {}

    /** Returns a machine with CPUs 0 to {@code cpus - 1}, each of which is a core, with one cache and one node. */
    public static Topology flat(int cpus) {
        return regular(cpus, 1, cpus, cpus, false);
    }

    /** Returns a machine of which these CPUs are online, each of which is a core, with one cache and one node. */
    public static Topology flat(CpuMask online) {
        List<Cpu> cpus =
                online.stream().mapToObj(cpu -> new Cpu(cpu, cpu, 0, 0)).toList();
        return new Topology(cpus.getLast().id() + 1, cpus);
    }

    /**
     * Returns a machine whose parts are alike, but for the last ones, which may be smaller.
     *
     * @param smt how many CPUs a core has
     * @param llc how many cores share a cache
     * @param node how many caches a node has
     * @param split whether the siblings of a core are numbered far from each other, as many firmwares do
     */
    public static Topology regular(int cpus, int smt, int llc, int node, boolean split) {
        List<Cpu> result = new ArrayList<>();
        int cores = (cpus + smt - 1) / smt;
        for (int cpu = 0; cpu < cpus; cpu++) {
            int core = split ? cpu % cores : cpu / smt;
            result.add(new Cpu(cpu, core, core / llc, core / llc / node));
        }
        return new Topology(cpus, result);
    }

    /**
     * Returns a machine of that many online CPUs, with siblings, caches and nodes at random; some CPUs may be offline.
     */
    public static Topology random(Random random, int online) {
        int offline = random.nextInt(3) > 0 ? 0 : random.nextInt(online + 1);
        Topology all = regular(
                online + offline,
                1 << random.nextInt(3),
                1 + random.nextInt(16),
                1 + random.nextInt(4),
                random.nextBoolean());
        List<Cpu> cpus = new ArrayList<>(all.cpus());
        for (int i = 0; i < offline; i++) {
            cpus.remove(random.nextInt(cpus.size()));
        }
        return new Topology(online + offline, renumbered(cpus));
    }

    /** Cores and caches are numbered in the order of their lowest online CPUs. */
    private static List<Cpu> renumbered(List<Cpu> cpus) {
        Map<Integer, Integer> cores = new HashMap<>();
        Map<Integer, Integer> llcs = new HashMap<>();
        List<Cpu> result = new ArrayList<>();
        for (Cpu cpu : cpus) {
            int core = cores.computeIfAbsent(cpu.core(), old -> cores.size());
            int llc = llcs.computeIfAbsent(cpu.llc(), old -> llcs.size());
            result.add(new Cpu(cpu.id(), core, llc, cpu.node()));
        }
        return result;
    }
}
