// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.topology.CpuMask;
import org.jspecify.annotations.Nullable;

/**
 * The CPUs that the tasks of a cgroup may have.
 *
 * <p>{@code cpuset.cpus} is a wish, and may name CPUs that are offline or that the cgroups above do not have;
 * {@code cpuset.cpus.effective} lists the CPUs that the kernel grants. If no CPU of the wish can be granted, the kernel
 * ignores the wish and grants the CPUs of the cgroup above.
 */
final class Cpusets {
    private Cpusets() {}

    /**
     * Returns the CPUs of a cell owner.
     *
     * @param wish its {@code cpuset.cpus}; null if there is no such file
     * @param effective its {@code cpuset.cpus.effective}, or that of the nearest cgroup above that has the file; null
     *     if there is none
     * @param usable the usable CPUs of the machine
     * @param common the usable CPUs that are in no partition
     * @return the CPUs; null if nothing narrows the common CPUs. A wish without any usable CPU is returned unchanged,
     *     so that it differs from no wish
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
        // Without any effective CPU, child partitions have taken the CPUs of the wish, and the tasks are there.
        return wish.intersects(usable) && !effective.isEmpty() && !wish.intersects(effective);
    }
}
