// SPDX-License-Identifier: Apache-2.0
package io.mitosis.config;

import org.jspecify.annotations.Nullable;

/**
 * Settings that a run of any scheduler has.
 *
 * @param exitDumpLength the size of the kernel's debug dump in bytes; 0 is the kernel's default
 * @param timeoutMillis how long a task may wait before the kernel ends the scheduler; 0 is the kernel's default
 * @param libbpf libbpf's options for opening the BPF object
 * @param runId an unsigned number that is logged, to identify the run; null if there is none
 * @param logLevels the log levels in words, to detect a change; the reader of the configuration applies them
 * @param statsSocket the statistics socket
 * @param metricsListen the address of metrics over HTTP; null if they are disabled
 */
public record HostSettings(
        int exitDumpLength,
        int timeoutMillis,
        LibbpfSettings libbpf,
        @Nullable Long runId,
        String logLevels,
        SocketSettings statsSocket,
        @Nullable ListenAddress metricsListen) {
    /** The settings of a run without options. */
    public static final HostSettings DEFAULT =
            new HostSettings(0, 0, LibbpfSettings.DEFAULT, null, "INFO", SocketSettings.DEFAULT, null);

    /** Refuses negative sizes and times. */
    public HostSettings {
        if (exitDumpLength < 0 || timeoutMillis < 0) {
            throw new IllegalArgumentException(
                    "exit dump of " + exitDumpLength + " bytes, timeout of " + timeoutMillis + " ms");
        }
    }

    /** Returns these settings with other log levels, the only ones that can change while a scheduler runs. */
    public HostSettings withLogLevels(String levels) {
        return new HostSettings(exitDumpLength, timeoutMillis, libbpf, runId, levels, statsSocket, metricsListen);
    }
}
