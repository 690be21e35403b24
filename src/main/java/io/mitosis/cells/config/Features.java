// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

import io.mitosis.topology.Topology;
import io.mitosis.topology.VirtualLlcs;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings by which tasks are scheduled on the CPUs of their cell.
 *
 * @param llcAware whether a cell has a queue per last-level cache, not one for all
 * @param virtualLlcs the groups of cores that count as caches; null for the real caches
 * @param dynamicAffinity whether a task pinned to several CPUs, none of them idle, waits on the CPU with fewer waiting
 * @param rejectMulticpuPinning whether a task pinned to several, but not all, CPUs of its cell ends the scheduler
 * @param sliceShrinking whether the slice of a task is cut while a pinned one waits for its CPU
 * @param shrunkSliceMin the shortest slice that is cut to, positive if slices are cut
 * @param shrunkSliceMax the longest slice that is cut to, longer than the shortest
 * @param debugEvents whether the latest events of tasks and cgroups are kept for the debug dump
 */
public record Features(
        boolean llcAware,
        @Nullable VirtualLlcs virtualLlcs,
        boolean dynamicAffinity,
        boolean rejectMulticpuPinning,
        boolean sliceShrinking,
        Duration shrunkSliceMin,
        Duration shrunkSliceMax,
        boolean debugEvents) {
    /** The settings without any option. */
    public static final Features DEFAULT =
            new Features(false, null, false, false, false, Duration.ofNanos(500_000), Duration.ofMillis(4), false);

    /** Refuses bounds of shrunk slices that are out of range or order, unless slices are not cut. */
    public Features {
        if (sliceShrinking && (!shrunkSliceMin.isPositive() || shrunkSliceMin.compareTo(shrunkSliceMax) >= 0)) {
            throw new IllegalArgumentException("slices of " + shrunkSliceMin + " to " + shrunkSliceMax);
        }
    }

    /** Returns the machine with the caches that count for scheduling. */
    public Topology withLlcs(Topology machine) {
        return virtualLlcs == null ? machine : virtualLlcs.split(machine);
    }
}
