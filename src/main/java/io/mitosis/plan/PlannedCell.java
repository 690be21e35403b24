// SPDX-License-Identifier: Apache-2.0
package io.mitosis.plan;

import io.mitosis.topology.CpuMask;

/**
 * What a cell gets.
 *
 * @param id the cell's id
 * @param name what people call it
 * @param cpus the CPUs it owns; none if it is parked
 * @param target how many it should have had by its weight and bounds; 0 if it is parked
 * @param borrowable the CPUs of others that it may use while they are idle
 * @param llcs how many last-level caches its CPUs are spread over
 * @param parkedBecause why it is parked; empty if it is not
 */
public record PlannedCell(
        int id, String name, CpuMask cpus, int target, CpuMask borrowable, int llcs, String parkedBecause) {
    /** Returns whether its tasks run in the root cell. */
    public boolean parked() {
        return !parkedBecause.isEmpty();
    }
}
