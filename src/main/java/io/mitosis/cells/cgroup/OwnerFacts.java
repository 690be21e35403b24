// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.CellPolicy;
import io.mitosis.topology.CpuMask;
import org.jspecify.annotations.Nullable;

/**
 * What the cgroup tree says of one cell owner.
 *
 * @param owner the owner
 * @param cpuset the CPUs that its tasks may have; null if nothing but partitions elsewhere narrows them
 * @param policy what its extended attributes ask for
 * @param cpuWeight its {@code cpu.weight} divided by 100; 1 if it has none, or if nobody asked for it
 * @param partition whether it is a cpuset partition whose CPUs, its cpuset, all belong to its cell
 */
public record OwnerFacts(
        CellOwner owner, @Nullable CpuMask cpuset, CellPolicy policy, double cpuWeight, boolean partition) {}
