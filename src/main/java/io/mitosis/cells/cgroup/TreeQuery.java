// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.cells.config.AttributeTrust;
import io.mitosis.topology.CpuMask;
import java.util.Set;

/**
 * What is asked of the cgroup tree.
 *
 * @param excluded names of cgroups that own no cell
 * @param usable the CPUs that there are, to see what narrows them
 * @param attributes whose attributes and cpusets count
 * @param cpuWeights whether {@code cpu.weight} matters; otherwise it is not read
 */
public record TreeQuery(Set<String> excluded, CpuMask usable, AttributeTrust attributes, boolean cpuWeights) {
    /** Copies the set. */
    public TreeQuery {
        excluded = Set.copyOf(excluded);
    }
}
