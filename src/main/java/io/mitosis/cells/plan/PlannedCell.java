// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.plan;

import io.mitosis.topology.CpuMask;
import org.jspecify.annotations.Nullable;

/**
 * The CPUs that a cell gets by a plan.
 *
 * @param id the id of the cell; null if it is a parked cgroup, which has no id
 * @param name the name for people
 * @param cpus the CPUs that the cell owns; none if it is parked
 * @param target the number of CPUs that it should have by its weight and bounds; 0 if it is parked
 * @param borrowable the CPUs of other cells that it may use while they are idle
 * @param llcs the number of last-level caches that its CPUs are spread over
 * @param parkedBecause the reason why it is parked; empty if it is not
 */
public record PlannedCell(
        @Nullable Integer id,
        String name,
        CpuMask cpus,
        int target,
        CpuMask borrowable,
        int llcs,
        String parkedBecause) {
    /** Returns the result for a parked cell. */
    static PlannedCell parked(@Nullable Integer id, String name, String reason) {
        return new PlannedCell(id, name, CpuMask.none(), 0, CpuMask.none(), 0, reason);
    }

    /** Returns whether the cell is parked, so that its tasks run in the root cell. */
    public boolean parked() {
        return !parkedBecause.isEmpty();
    }
}
