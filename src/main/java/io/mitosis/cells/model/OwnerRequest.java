// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import io.mitosis.topology.CpuMask;
import org.jspecify.annotations.Nullable;

/**
 * What a cgroup that should have a cell asks for.
 *
 * @param owner the cgroup
 * @param cpuset the CPUs it may have; null if it may have any
 * @param weight its share relative to the others', as configured, finite and not negative
 * @param bounds how few and how many CPUs it wishes
 * @param borrows whether it may use idle CPUs of others
 * @param lends whether others may use its idle CPUs
 * @param partition whether it is a cpuset partition, and has exactly the CPUs of its cpuset
 */
public record OwnerRequest(
        CellOwner owner,
        @Nullable CpuMask cpuset,
        double weight,
        CpuBounds bounds,
        boolean borrows,
        boolean lends,
        boolean partition) {
    /** Makes the request of an owner that is no partition. */
    public OwnerRequest(
            CellOwner owner,
            @Nullable CpuMask cpuset,
            double weight,
            CpuBounds bounds,
            boolean borrows,
            boolean lends) {
        this(owner, cpuset, weight, bounds, borrows, lends, false);
    }

    /** Returns the request of a cpuset partition: its CPUs are its own whatever it weighs, and nobody else's. */
    public static OwnerRequest ofPartition(CellOwner owner, CpuMask cpus) {
        return new OwnerRequest(owner, cpus, 1, CpuBounds.NONE, false, false, true);
    }

    /** Returns a request for any CPUs, with nothing special about it. */
    public static OwnerRequest of(CellOwner owner) {
        return new OwnerRequest(owner, null, 1, CpuBounds.NONE, true, true);
    }

    /** Returns the request of the owner's cell when demand has it weigh so much more or less. */
    public CellRequest in(Cell cell, double demand) {
        return new CellRequest(cell, cpuset, weight * demand, bounds, borrows, lends, partition);
    }
}
