// SPDX-License-Identifier: Apache-2.0
package io.mitosis.topology;

/**
 * One online CPU and its core, cache and NUMA node.
 *
 * @param id the kernel's CPU number
 * @param core the physical core, numbered from 0 in the order of the cores' lowest CPUs; SMT siblings share it
 * @param llc the last-level cache, numbered from 0 in the order of the caches' lowest CPUs
 * @param node the kernel's number of its NUMA node
 */
public record Cpu(int id, int core, int llc, int node) {
    /** Refuses negative numbers. */
    public Cpu {
        if (id < 0 || core < 0 || llc < 0 || node < 0) {
            throw new IllegalArgumentException(
                    "negative number in CPU " + id + " (core " + core + ", LLC " + llc + ", node " + node + ")");
        }
    }
}
