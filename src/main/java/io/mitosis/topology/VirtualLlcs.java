// SPDX-License-Identifier: Apache-2.0
package io.mitosis.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes groups of cores for last-level caches, for machines where one cache serves more cores than should share a
 * queue.
 *
 * <p>Each cache is split by itself, into neighbouring cores and groups of one size; the cores left over join the last
 * group. A cache with fewer cores than {@code least} stays whole.
 *
 * @param least the fewest cores that a group may be made of, 1 or more
 * @param most the most
 */
public record VirtualLlcs(int least, int most) {
    /** What holds unless something else is asked for. */
    public static final VirtualLlcs DEFAULT = new VirtualLlcs(2, 8);

    /** Refuses sizes that no group can have. */
    public VirtualLlcs {
        if (least < 1 || least > most) {
            throw new IllegalArgumentException("groups of " + least + " to " + most + " cores");
        }
    }

    /** Returns the same machine with the groups in the place of its caches. */
    public Topology split(Topology machine) {
        Map<Integer, TreeSet<Integer>> coresByLlc = new TreeMap<>();
        for (Cpu cpu : machine.cpus()) {
            coresByLlc.computeIfAbsent(cpu.llc(), unseen -> new TreeSet<>()).add(cpu.core());
        }
        Map<Place, Integer> groups = new HashMap<>();
        coresByLlc.forEach((llc, cores) -> {
            int size = groupSize(cores.size());
            int last = Math.max(cores.size() / size, 1) - 1;
            int position = 0;
            for (int core : cores) {
                groups.put(new Place(llc, core), Math.min(position++ / size, last));
            }
        });
        return numbered(machine, groups);
    }

    /** Caches are numbered in the order of their lowest CPUs. */
    private static Topology numbered(Topology machine, Map<Place, Integer> groups) {
        Map<Place, Integer> numbers = new HashMap<>();
        List<Cpu> cpus = new ArrayList<>();
        for (Cpu cpu : machine.cpus()) {
            Place group = new Place(cpu.llc(), groups.getOrDefault(new Place(cpu.llc(), cpu.core()), 0));
            int number = numbers.computeIfAbsent(group, unseen -> numbers.size());
            cpus.add(new Cpu(cpu.id(), cpu.core(), number, cpu.node()));
        }
        return new Topology(machine.possibleCpus(), cpus);
    }

    /** Returns the size that leaves the fewest of so many cores over, and the smallest of those. */
    int groupSize(int cores) {
        int best = least;
        for (int size = least; size <= Math.min(most, cores); size++) {
            if (cores % size < cores % best) {
                best = size;
            }
        }
        return best;
    }

    /** A core, or a group of cores, of a cache. */
    private record Place(int llc, int index) {}
}
