// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.cells.config.AttributeTrust;
import io.mitosis.topology.CpuMask;
import java.util.Set;

/**
 * The options of a scan of the cgroup tree.
 *
 * @param excluded the names of cgroups that own no cell
 * @param usable the usable CPUs of the machine, to see which cpusets narrow them
 * @param attributes the users whose attributes and cpusets count
 * @param cpuWeights whether {@code cpu.weight} is the default weight of an owner; otherwise it is not read
 * @param cpuLimits whether {@code cpu.max} of an owner limits how many CPUs it wishes to have; otherwise it is not read
 */
public record TreeQuery(
        Set<String> excluded, CpuMask usable, AttributeTrust attributes, boolean cpuWeights, boolean cpuLimits) {
    /** Copies the set. */
    public TreeQuery {
        excluded = Set.copyOf(excluded);
    }
}
