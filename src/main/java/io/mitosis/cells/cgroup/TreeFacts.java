// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.cells.model.OwnerRequest;
import io.mitosis.topology.CpuMask;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the cgroup tree says at one moment.
 *
 * @param owners the cell owners with the terms that their cpusets and attributes ask for, in the order of their paths
 * @param ofRoot the CPUs that cpuset partitions leave to the root of the hierarchy; null if there are no partitions
 * @param settled whether the partitions that are there account for all CPUs that the root lacks. The kernel takes one
 *     down some time after its directory has gone
 * @param problems what could not be understood and was therefore ignored, a line each that names the file; to be logged
 *     once
 */
public record TreeFacts(List<OwnerRequest> owners, @Nullable CpuMask ofRoot, boolean settled, List<String> problems) {
    /** Copies the lists. */
    public TreeFacts {
        owners = List.copyOf(owners);
        problems = List.copyOf(problems);
    }
}
