// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.topology.CpuMask;
import org.jspecify.annotations.Nullable;

/**
 * Which CPUs a cgroup's tasks may have.
 *
 * <p>{@code cpuset.cpus} is a wish, and may name CPUs that are offline or that the cgroups above do not have;
 * {@code cpuset.cpus.effective} is what the kernel makes of it. Where nothing of the wish can be granted, the kernel
 * passes it over and gives what the cgroup above has.
 */
final class Cpusets {
    private Cpusets() {}

    /**
     * Returns the CPUs of a cell's owner.
     *
     * @param wish its {@code cpuset.cpus}; null if there is no such file
     * @param effective its {@code cpuset.cpus.effective}, or that of the nearest cgroup above that has one; null if
     *     there is none
     * @param usable the CPUs that there are
     * @param common those of them that are in no partition
     * @return null if nothing narrows the common CPUs. If the wish names no usable CPU it is returned as it is, so that
     *     it can be told from no wish
     */
    static @Nullable CpuMask of(@Nullable CpuMask wish, @Nullable CpuMask effective, CpuMask usable, CpuMask common) {
        if (wish == null || wish.isEmpty()) {
            return effective == null || effective.containsAll(common) ? null : effective;
        }
        if (effective == null) {
            return wish;
        }
        if (isPassedOver(wish, effective, usable)) {
            return effective.containsAll(common) ? null : effective;
        }
        CpuMask granted = wish.and(effective);
        return granted.isEmpty() ? wish : granted;
    }

    /** Returns whether the wish names usable CPUs, but none that the cgroups above have. */
    static boolean isPassedOver(CpuMask wish, CpuMask effective, CpuMask usable) {
        // No effective CPU at all: child partitions have taken those of the wish, and there the tasks are.
        return wish.intersects(usable) && !effective.isEmpty() && !wish.intersects(effective);
    }
}
