// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the BPF scheduler is to decide. By default all of it is off.
 *
 * @param borrowing whether idle CPUs of other cells are used as far as the layout allows
 * @param llcAware whether a cell has a queue per last-level cache of the topology, not one for all
 * @param dynamicAffinity whether a task pinned to several CPUs, none of them idle, waits where fewer do
 * @param rejectMulticpuPinning whether a task pinned to several, but not all, CPUs of its cell ends the scheduler
 * @param sliceShrinking to what the slice of a task is cut while a pinned one waits for its CPU; null: it is not
 * @param debugEvents whether the latest events of tasks and cgroups are kept for the debug dump
 */
public record DataPlane(
        boolean borrowing,
        boolean llcAware,
        boolean dynamicAffinity,
        boolean rejectMulticpuPinning,
        @Nullable SliceRange sliceShrinking,
        boolean debugEvents) {
    /** Everything off. */
    public static final DataPlane DEFAULT = new DataPlane(false, false, false, false, null, false);

    /**
     * Bounds of a slice.
     *
     * @param min more than nothing
     * @param max more than that
     */
    public record SliceRange(Duration min, Duration max) {
        /** Refuses an empty range. */
        public SliceRange {
            if (!min.isPositive() || min.compareTo(max) >= 0) {
                throw new IllegalArgumentException("slices of " + min + " to " + max);
            }
        }
    }
}
