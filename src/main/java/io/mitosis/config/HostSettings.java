// SPDX-License-Identifier: Apache-2.0
package io.mitosis.config;

import org.jspecify.annotations.Nullable;

/**
 * What a run of any scheduler is asked to do.
 *
 * @param exitDumpLength the size of the kernel's debug dump in bytes; 0 is the kernel's default
 * @param timeoutMillis how long a task may wait before the kernel ends the scheduler; 0 is the kernel's default
 * @param libbpf how libbpf is to open the BPF object
 * @param runId a number that the log shows, to find a run by, unsigned; null if there is none
 * @param logLevels what is logged, in words, to tell whether that changes; whoever reads the configuration sees to it
 * @param statsSocket where statistics are asked for
 * @param metricsListen where metrics are served over HTTP; null if nowhere
 */
public record HostSettings(
        int exitDumpLength,
        int timeoutMillis,
        LibbpfSettings libbpf,
        @Nullable Long runId,
        String logLevels,
        SocketSettings statsSocket,
        @Nullable ListenAddress metricsListen) {
    /** What holds unless something else is asked for. */
    public static final HostSettings DEFAULT =
            new HostSettings(0, 0, LibbpfSettings.DEFAULT, null, "INFO", SocketSettings.DEFAULT, null);

    /** Refuses what no run can be made of. */
    public HostSettings {
        if (exitDumpLength < 0 || timeoutMillis < 0) {
            throw new IllegalArgumentException(
                    "exit dump of " + exitDumpLength + " bytes, timeout of " + timeoutMillis + " ms");
        }
    }

    /** Returns these settings with other log levels: all that can change while a scheduler runs. */
    public HostSettings withLogLevels(String levels) {
        return new HostSettings(exitDumpLength, timeoutMillis, libbpf, runId, levels, statsSocket, metricsListen);
    }
}
