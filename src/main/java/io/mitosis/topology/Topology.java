// SPDX-License-Identifier: Apache-2.0
package io.mitosis.topology;

import java.util.List;

/**
 * The CPUs of a machine at one moment.
 *
 * @param possibleCpus one more than the highest CPU number that the kernel may ever use
 * @param cpus the online CPUs in ascending order; never empty
 */
public record Topology(int possibleCpus, List<Cpu> cpus) {
    /** Copies the list and refuses one that is empty, out of order, or beyond the possible CPUs. */
    public Topology {
        cpus = List.copyOf(cpus);
        if (cpus.isEmpty()) {
            throw new IllegalArgumentException("a machine without an online CPU");
        }
        int previous = -1;
        for (Cpu cpu : cpus) {
            if (cpu.id() <= previous) {
                throw new IllegalArgumentException("CPU " + cpu.id() + " follows CPU " + previous);
            }
            previous = cpu.id();
        }
        if (previous >= possibleCpus) {
            throw new IllegalArgumentException("CPU " + previous + " of " + possibleCpus + " possible ones");
        }
    }

    /** Returns the online CPUs: those that cells may own. */
    public CpuMask usable() {
        int[] ids = new int[cpus.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = cpus.get(i).id();
        }
        return CpuMask.of(ids);
    }

    /** Returns this machine with only some of its CPUs online, at least one. */
    public Topology within(CpuMask some) {
        return new Topology(
                possibleCpus,
                cpus.stream().filter(cpu -> some.contains(cpu.id())).toList());
    }

    /** Returns the number of last-level caches, at least 1. */
    public int llcCount() {
        return (int) cpus.stream().mapToInt(Cpu::llc).distinct().count();
    }
}
