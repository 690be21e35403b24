// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CpuPool;
import io.mitosis.topology.Cpu;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Something to place: machines up to the largest, with cores and LLCs of all sizes and CPUs that are offline. */
record PlacementCase(Topology topology, List<CpuPool> pools, Map<CellId, CpuMask> previous) {
    static Arbitrary<PlacementCase> ofUpTo(int cpus, int cells) {
        return Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.integers().between(1, cpus),
                        Arbitraries.integers().between(1, cells))
                .as((seed, size, ids) -> random(new Random(seed), size, ids));
    }

    private static PlacementCase random(Random random, int cpus, int cells) {
        Topology topology = machine(random, cpus);
        return new PlacementCase(topology, pools(random, topology, cells), previous(random, topology, cells));
    }

    private static Topology machine(Random random, int possible) {
        boolean apart = random.nextBoolean();
        int largestCore = 1 + random.nextInt(4);
        int largestLlc = 1 + random.nextInt(16);
        int offline = random.nextInt(4);
        List<Integer> numbers = new ArrayList<>();
        for (int cpu = 0; cpu < possible; cpu++) {
            numbers.add(apart ? (cpu * 2) % possible + (possible % 2 == 0 ? cpu * 2 / possible : 0) : cpu);
        }
        Map<Integer, Cpu> online = new TreeMap<>();
        int core = 0;
        int llc = 0;
        int next = 0;
        while (next < possible) {
            int cores = 1 + random.nextInt(largestLlc);
            for (int i = 0; i < cores; i++, core++) {
                int size = 1 + random.nextInt(largestCore);
                for (int sibling = 0; sibling < size && next < possible; sibling++) {
                    int number = numbers.get(next++);
                    if (offline == 0 || random.nextInt(4 * offline) > 0) {
                        online.put(number, new Cpu(number, core, llc, llc / 4));
                    }
                }
            }
            llc++;
        }
        online.putIfAbsent(0, new Cpu(0, core, llc, llc / 4));
        return new Topology(possible, List.copyOf(online.values()));
    }

    private static List<CpuPool> pools(Random random, Topology topology, int cells) {
        int count = 1 + random.nextInt(1 + random.nextInt(40));
        boolean scattered = random.nextBoolean();
        Map<Integer, CpuMask> cpus = new TreeMap<>();
        Map<Integer, Map<CellId, Integer>> counts = new TreeMap<>();
        int index = 0;
        for (Cpu cpu : topology.cpus()) {
            int pool = scattered
                    ? random.nextInt(count)
                    : index++ * count / topology.cpus().size();
            int cell = random.nextInt(3) == 0 ? random.nextInt(cells) : random.nextInt(1 + cells / 4);
            cpus.merge(pool, CpuMask.of(cpu.id()), CpuMask::or);
            counts.computeIfAbsent(pool, any -> new TreeMap<>()).merge(new CellId(cell), 1, Integer::sum);
        }
        List<CpuPool> pools = new ArrayList<>();
        counts.forEach((pool, ofCells) -> {
            List<CpuPool.Share> shares = new ArrayList<>();
            ofCells.forEach((cell, some) -> shares.add(new CpuPool.Share(cell, some)));
            pools.add(new CpuPool(cpus.getOrDefault(pool, CpuMask.none()), shares));
        });
        return pools;
    }

    /** Returns owners of all CPUs or some, in blocks or any; some of them are no more, and so are some CPUs. */
    private static Map<CellId, CpuMask> previous(Random random, Topology topology, int cells) {
        Map<CellId, CpuMask> previous = new HashMap<>();
        int owned = random.nextInt(4);
        int block = 1 + random.nextInt(8);
        for (int cpu = 0; cpu < topology.possibleCpus() + 3; cpu++) {
            if (random.nextInt(3) < owned) {
                CellId cell = new CellId(block > 4 ? cpu / block % (cells + 1) : random.nextInt(cells + 1));
                previous.merge(cell, CpuMask.of(cpu), CpuMask::or);
            }
        }
        return previous;
    }
}
