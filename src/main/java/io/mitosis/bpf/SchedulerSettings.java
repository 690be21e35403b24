// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.config.Features;
import io.mitosis.config.LibbpfSettings;
import io.mitosis.topology.Topology;
import java.time.Duration;

/**
 * What the BPF scheduler is told before it is loaded.
 *
 * @param daemonThread the thread of the daemon that goes first, by its id on the host, or {@link #NO_THREAD}
 * @param topology the machine as it is now, with the last-level caches that count
 * @param name how the kernel shows the scheduler: letters, digits, {@code _} and {@code .}, at most 127
 * @param hotplugSequence the kernel's count of CPUs that came or went, read before the topology
 * @param borrowing whether idle CPUs of other cells are used as far as the layout allows
 * @param features how it is to decide
 * @param exitDumpLength the size of the kernel's debug dump in bytes; 0 is the kernel's default
 * @param timeoutMillis how long a task may wait before the kernel ends the scheduler; 0 is the kernel's default
 * @param libbpf how libbpf is to open its object
 */
public record SchedulerSettings(
        int daemonThread,
        Topology topology,
        String name,
        long hotplugSequence,
        boolean borrowing,
        Features features,
        int exitDumpLength,
        int timeoutMillis,
        LibbpfSettings libbpf) {
    /** Only the kernel's idle tasks have it, and these are never scheduled. */
    public static final int NO_THREAD = 0;

    // SCX_EXIT_DUMP_DFL_LEN of the kernel.
    private static final int DEFAULT_DUMP_LENGTH = 32_768;

    // SCX_WATCHDOG_MAX_TIMEOUT of the kernel, which is also its default.
    private static final int LONGEST_TIMEOUT_MILLIS = 30_000;

    // A task glances after ten sweeps or so: long before the timeout.
    private static final int SWEEPS_PER_TIMEOUT = 30;

    /** Returns how many bytes the copy of the dump needs. */
    int exitDumpSize() {
        return exitDumpLength == 0 ? DEFAULT_DUMP_LENGTH : exitDumpLength;
    }

    /** Returns how often the BPF side looks for tasks that wait for long. */
    Duration sweepInterval() {
        int timeout = timeoutMillis == 0 ? LONGEST_TIMEOUT_MILLIS : timeoutMillis;
        return Duration.ofMillis(timeout).dividedBy(SWEEPS_PER_TIMEOUT);
    }
}
