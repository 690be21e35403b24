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
import java.util.stream.IntStream;

/** Makes machines of at most eight CPUs with two LLCs, and what is to be placed on them. */
final class SmallMachines {
    /** The sizes of the cores on each LLC: alike, with a sibling offline or missing, few and many on an LLC. */
    static final List<int[][]> SHAPES = List.of(
            new int[][] {{2, 2}, {2, 2}},
            new int[][] {{2, 2, 2}, {2}},
            new int[][] {{2, 2}, {2, 1}},
            new int[][] {{2, 1, 1}, {2, 2}},
            new int[][] {{2, 1}, {2, 1}},
            new int[][] {{2, 2}, {1, 1, 1, 1}},
            new int[][] {{4}, {2, 2}});

    private SmallMachines() {}

    /**
     * Returns a machine with a node for each LLC.
     *
     * @param apart whether the siblings of a core are numbered far from each other
     */
    static Topology machine(int[][] shape, boolean apart) {
        List<int[]> places = new ArrayList<>();
        for (int sibling = 0; sibling < 4; sibling++) {
            int core = 0;
            for (int llc = 0; llc < shape.length; llc++) {
                for (int size : shape[llc]) {
                    if (sibling < size) {
                        places.add(new int[] {core, llc});
                    }
                    core++;
                }
            }
        }
        if (!apart) {
            places.sort((one, other) -> Integer.compare(one[0], other[0]));
        }
        List<Cpu> cpus = new ArrayList<>();
        for (int[] place : places) {
            cpus.add(new Cpu(cpus.size(), place[0], place[1], place[1]));
        }
        return new Topology(cpus.size(), cpus);
    }

    /** Returns every way to share so many CPUs out among one, two or three cells. */
    static List<int[]> counts(int cpus) {
        List<int[]> all = new ArrayList<>();
        for (int first = 1; first <= cpus; first++) {
            for (int second = 0; first + second <= cpus; second++) {
                int third = cpus - first - second;
                if (second > 0 || third == 0) {
                    all.add(new int[] {first, second, third});
                }
            }
        }
        return all;
    }

    static List<CpuPool> pools(int[] pool, int[][] counts) {
        List<CpuPool> pools = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            int number = i;
            CpuMask cpus = CpuMask.of(IntStream.range(0, pool.length)
                    .filter(cpu -> pool[cpu] == number)
                    .toArray());
            List<CpuPool.Share> shares = new ArrayList<>();
            for (int cell = 0; cell < counts[i].length; cell++) {
                if (counts[i][cell] > 0) {
                    shares.add(new CpuPool.Share(new CellId(cell), counts[i][cell]));
                }
            }
            pools.add(new CpuPool(cpus, shares));
        }
        return pools;
    }

    /** Returns the cells' CPUs for the owners of each CPU, of whom {@link BestPlacements#NOBODY} is none. */
    static Map<CellId, CpuMask> masks(int[] owners) {
        Map<CellId, CpuMask> masks = new HashMap<>();
        for (int cpu = 0; cpu < owners.length; cpu++) {
            if (owners[cpu] != BestPlacements.NOBODY) {
                masks.merge(new CellId(owners[cpu]), CpuMask.of(cpu), CpuMask::or);
            }
        }
        return masks;
    }
}
