// SPDX-License-Identifier: Apache-2.0
package io.mitosis.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Splits last-level caches into groups of cores that count as caches of their own, for machines where one cache serves
 * more cores than should share a queue.
 *
 * <p>Each cache is split separately, into groups of neighbouring cores and of one size; the remaining cores join the
 * last group. A cache with fewer cores than {@code min} is not split.
 *
 * @param min the smallest number of cores of a group, 1 or more
 * @param max the largest number of cores of a group before the remaining cores join
 */
public record VirtualLlcs(int min, int max) {
    /** The sizes that apply if none are given. */
    public static final VirtualLlcs DEFAULT = new VirtualLlcs(2, 8);

    /** Refuses sizes that no group can have. */
    public VirtualLlcs {
        if (min < 1 || min > max) {
            throw new IllegalArgumentException("groups of " + min + " to " + max + " cores");
        }
    }

    /** Returns the machine with groups in place of its caches. */
    public Topology split(Topology machine) {
        Map<Integer, TreeSet<Integer>> coresByLlc = new TreeMap<>();
        for (Cpu cpu : machine.cpus()) {
            coresByLlc.computeIfAbsent(cpu.llc(), unseen -> new TreeSet<>()).add(cpu.core());
        }
        Map<LlcMember, Integer> groups = new HashMap<>();
        coresByLlc.forEach((llc, cores) -> {
            int size = groupSize(cores.size());
            int last = Math.max(cores.size() / size, 1) - 1;
            int position = 0;
            for (int core : cores) {
                groups.put(new LlcMember(llc, core), Math.min(position++ / size, last));
            }
        });
        return numbered(machine, groups);
    }

    /** Numbers the groups in the order of their lowest CPUs. */
    private static Topology numbered(Topology machine, Map<LlcMember, Integer> groups) {
        Map<LlcMember, Integer> numbers = new HashMap<>();
        List<Cpu> cpus = new ArrayList<>();
        for (Cpu cpu : machine.cpus()) {
            LlcMember group = new LlcMember(cpu.llc(), groups.getOrDefault(new LlcMember(cpu.llc(), cpu.core()), 0));
            int number = numbers.computeIfAbsent(group, unseen -> numbers.size());
            cpus.add(new Cpu(cpu.id(), cpu.core(), number, cpu.node()));
        }
        return new Topology(machine.possibleCpus(), cpus);
    }

    /** Returns the smallest size that leaves the fewest cores ungrouped. */
    int groupSize(int cores) {
        int best = min;
        for (int size = min; size <= Math.min(max, cores); size++) {
            if (cores % size < cores % best) {
                best = size;
            }
        }
        return best;
    }

    /** A core, or a group of cores, of a cache. */
    private record LlcMember(int llc, int index) {}
}
