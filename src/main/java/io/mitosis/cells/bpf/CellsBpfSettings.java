// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.bpf;

import io.mitosis.cells.config.Features;
import io.mitosis.scx.ScxSettings;
import io.mitosis.topology.Topology;
import java.time.Duration;

/**
 * What the BPF side is told before it is loaded.
 *
 * @param scx what every scheduler is told
 * @param daemonThread the thread of the daemon that goes first, by its id on the host, or {@link #NO_THREAD}
 * @param topology the machine as it is now, with the last-level caches that count
 * @param borrowing whether idle CPUs of other cells are used as far as the layout allows
 * @param features how it is to decide
 */
public record CellsBpfSettings(
        ScxSettings scx, int daemonThread, Topology topology, boolean borrowing, Features features) {
    /** Only the kernel's idle tasks have it, and these are never scheduled. */
    public static final int NO_THREAD = 0;

    // A task glances after ten sweeps or so: long before the timeout.
    private static final int SWEEPS_PER_TIMEOUT = 30;

    /** Returns how often the BPF side looks for tasks that wait for long. */
    Duration sweepInterval() {
        return Duration.ofMillis(scx.effectiveTimeoutMillis()).dividedBy(SWEEPS_PER_TIMEOUT);
    }
}
