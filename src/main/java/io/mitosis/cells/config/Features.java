// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

import io.mitosis.topology.Topology;
import io.mitosis.topology.VirtualLlcs;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings by which tasks are scheduled on the CPUs of their cell.
 *
 * @param enabled the features that are on
 * @param virtualLlcs the groups of cores that count as caches; null for the real caches
 * @param shrunkSliceMin the shortest slice that is cut to, positive with {@link Feature#SLICE_SHRINKING}
 * @param shrunkSliceMax the longest slice that is cut to, longer than the shortest
 * @param strictLimits whether a limit that there is no room for ends the scheduler; only with
 *     {@link Feature#CPU_CONTROLLER}
 */
public record Features(
        Set<Feature> enabled,
        @Nullable VirtualLlcs virtualLlcs,
        Duration shrunkSliceMin,
        Duration shrunkSliceMax,
        boolean strictLimits) {
    /** The settings without any option. */
    public static final Features DEFAULT =
            new Features(Set.of(), null, Duration.ofNanos(500_000), Duration.ofMillis(4), false);

    /** Copies the set and refuses bounds of shrunk slices that are out of range or order, unless slices are not cut. */
    public Features {
        enabled = Set.copyOf(enabled);
        if (enabled.contains(Feature.SLICE_SHRINKING)
                && (!shrunkSliceMin.isPositive() || shrunkSliceMin.compareTo(shrunkSliceMax) >= 0)) {
            throw new IllegalArgumentException("slices of " + shrunkSliceMin + " to " + shrunkSliceMax);
        }
    }

    /** Returns whether a feature is on. */
    public boolean has(Feature feature) {
        return enabled.contains(feature);
    }

    /** Returns the machine with the caches that count for scheduling. */
    public Topology withLlcs(Topology machine) {
        return virtualLlcs == null ? machine : virtualLlcs.split(machine);
    }
}
