// SPDX-License-Identifier: Apache-2.0
package io.mitosis.config;

import org.jspecify.annotations.Nullable;

/**
 * What a run of the scheduler is asked to do.
 *
 * @param selection which cgroups own cells
 * @param cells how CPUs are shared out among them
 * @param features how tasks are scheduled on the CPUs of their cell
 * @param rebalancing when and how CPUs move to where demand is
 * @param intervals how often things are done
 * @param exitDumpLength the size of the kernel's debug dump in bytes; 0 is the kernel's default
 * @param timeoutMillis how long a task may wait before the kernel ends the scheduler; 0 is the kernel's default
 * @param libbpf how libbpf is to open the BPF object
 * @param runId a number that the log shows, to find a run by, unsigned; null if there is none
 * @param logLevels what is logged, in words, to tell whether that changes; whoever reads the configuration sees to it
 * @param statsSocket where statistics are asked for
 * @param metricsListen where metrics are served over HTTP; null if nowhere
 */
public record SchedulerConfig(
        CellSelection selection,
        CellSettings cells,
        Features features,
        RebalanceSettings rebalancing,
        Intervals intervals,
        int exitDumpLength,
        int timeoutMillis,
        LibbpfSettings libbpf,
        @Nullable Long runId,
        String logLevels,
        SocketSettings statsSocket,
        @Nullable ListenAddress metricsListen) {
    /** Refuses what no run can be made of. */
    public SchedulerConfig {
        if (exitDumpLength < 0 || timeoutMillis < 0) {
            throw new IllegalArgumentException(
                    "exit dump of " + exitDumpLength + " bytes, timeout of " + timeoutMillis + " ms");
        }
    }
}
