// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.bpf;

import io.mitosis.cells.config.Feature;
import io.mitosis.cells.config.Features;
import io.mitosis.scx.ScxSettings;
import io.mitosis.topology.Topology;
import java.time.Duration;

/**
 * Settings of the BPF side, which are fixed at the load.
 *
 * @param scx the settings that every scheduler has
 * @param daemonThread the host's id of the daemon's thread that is scheduled first, or {@link #NO_THREAD}
 * @param topology the machine at present, with the last-level caches that count
 * @param borrowing whether cells use idle CPUs of other cells as far as the layout allows
 * @param features the settings by which tasks are scheduled on the CPUs of their cell
 * @param cpuGroups how many cgroups have the cpu controller at present, at least 0
 */
public record CellsBpfSettings(
        ScxSettings scx, int daemonThread, Topology topology, boolean borrowing, Features features, int cpuGroups) {
    /** The id of the kernel's idle tasks, which are never scheduled. */
    public static final int NO_THREAD = 0;

    // After about ten sweeps an overdue task is run for a moment, long before the timeout.
    private static final int SWEEPS_PER_TIMEOUT = 30;

    // 128 bytes each.
    private static final int MAX_GROUP_SLOTS = 131_072;
    private static final int SPARE_GROUP_SLOTS = 4096;

    /**
     * Returns how many cgroups with the cpu controller there is room for, by their ids, of which the kernel gives the
     * lowest that is free. The weights of those beyond are ignored: there are twice as many as now, and some thousands.
     */
    int groupSlots() {
        return features.has(Feature.CPU_CONTROLLER)
                ? (int) Math.min(MAX_GROUP_SLOTS, 2L * cpuGroups + SPARE_GROUP_SLOTS)
                : 1;
    }

    /** Returns the time between two sweeps, which look for tasks that have waited for long. */
    Duration sweepInterval() {
        return Duration.ofMillis(scx.effectiveTimeoutMillis()).dividedBy(SWEEPS_PER_TIMEOUT);
    }
}
