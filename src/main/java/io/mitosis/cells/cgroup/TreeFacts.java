// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.cells.model.OwnerRequest;
import io.mitosis.topology.CpuMask;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts that a scan of the cgroup tree has found.
 *
 * @param owners the cell owners with the terms that their cpusets and attributes ask for, in the order of their paths
 * @param ofRoot the CPUs that cpuset partitions leave to the root of the hierarchy; null if there are no partitions
 * @param settled whether the partitions that were found account for all CPUs that the root lacks. The kernel dissolves
 *     a partition some time after its directory was removed
 * @param problems files and values that were ignored, a line each that names the file; to be logged once
 */
public record TreeFacts(List<OwnerRequest> owners, @Nullable CpuMask ofRoot, boolean settled, List<String> problems) {
    /** Copies the lists. */
    public TreeFacts {
        owners = List.copyOf(owners);
        problems = List.copyOf(problems);
    }
}
