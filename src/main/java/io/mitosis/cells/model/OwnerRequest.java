// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import io.mitosis.topology.CpuMask;
import org.jspecify.annotations.Nullable;

/**
 * A cgroup that should have a cell.
 *
 * @param owner the cgroup
 * @param terms the terms of its cell as configured, demand left aside
 */
public record OwnerRequest(CellOwner owner, CellTerms terms) {
    /** Returns the CPUs that the tasks of the cgroup may have; null if they may have any. */
    public @Nullable CpuMask cpuset() {
        return terms.cpuset();
    }

    /** Returns whether the cgroup is a cpuset partition. */
    public boolean partition() {
        return terms.partition();
    }
}
