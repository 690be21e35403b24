// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.bpf;

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
 */
public record CellsBpfSettings(
        ScxSettings scx, int daemonThread, Topology topology, boolean borrowing, Features features) {
    /** The id of the kernel's idle tasks, which are never scheduled. */
    public static final int NO_THREAD = 0;

    // After about ten sweeps an overdue task is run for a moment, long before the timeout.
    private static final int SWEEPS_PER_TIMEOUT = 30;

    /** Returns the time between two sweeps, which look for tasks that have waited for long. */
    Duration sweepInterval() {
        return Duration.ofMillis(scx.effectiveTimeoutMillis()).dividedBy(SWEEPS_PER_TIMEOUT);
    }
}
