// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

import io.mitosis.topology.Topology;
import io.mitosis.topology.VirtualLlcs;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How tasks are scheduled on the CPUs of their cell.
 *
 * @param enabled what is asked for
 * @param virtualLlcs what groups of cores are taken for caches; null: none, but the real ones
 * @param shrunkSliceMin the shortest slice with {@link Feature#SLICE_SHRINKING}
 * @param shrunkSliceMax the longest such slice
 */
public record Features(
        Set<Feature> enabled, @Nullable VirtualLlcs virtualLlcs, Duration shrunkSliceMin, Duration shrunkSliceMax) {
    /** What holds unless something else is asked for. */
    public static final Features DEFAULT =
            new Features(Set.of(), null, Duration.ofNanos(500_000), Duration.ofMillis(4));

    /** Copies the set and refuses slices that cannot be; what is not used may be anything. */
    public Features {
        enabled = Set.copyOf(enabled);
        if (enabled.contains(Feature.SLICE_SHRINKING)
                && (!shrunkSliceMin.isPositive() || shrunkSliceMin.compareTo(shrunkSliceMax) >= 0)) {
            throw new IllegalArgumentException("slices of " + shrunkSliceMin + " to " + shrunkSliceMax);
        }
    }

    /** Returns whether a feature is asked for. */
    public boolean has(Feature feature) {
        return enabled.contains(feature);
    }

    /** Returns the machine with the caches that are to have queues. */
    public Topology withLlcs(Topology machine) {
        return virtualLlcs == null ? machine : virtualLlcs.split(machine);
    }
}
