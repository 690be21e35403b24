// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.plan;

import io.mitosis.topology.CpuMask;
import org.jspecify.annotations.Nullable;

/**
 * What a cell gets.
 *
 * @param id the cell's id; null if it is a cgroup that has no cell, for it is parked
 * @param name what people call it
 * @param cpus the CPUs it owns; none if it is parked
 * @param target how many it should have had by its weight and bounds; 0 if it is parked
 * @param borrowable the CPUs of others that it may use while they are idle
 * @param llcs how many last-level caches its CPUs are spread over
 * @param parkedBecause why it is parked; empty if it is not
 */
public record PlannedCell(
        @Nullable Integer id,
        String name,
        CpuMask cpus,
        int target,
        CpuMask borrowable,
        int llcs,
        String parkedBecause) {
    /** Makes what a cell gets that is parked. */
    static PlannedCell parked(@Nullable Integer id, String name, String reason) {
        return new PlannedCell(id, name, CpuMask.none(), 0, CpuMask.none(), 0, reason);
    }

    /** Returns whether its tasks run in the root cell. */
    public boolean parked() {
        return !parkedBecause.isEmpty();
    }
}
