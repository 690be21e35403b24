// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scx;

import io.mitosis.config.LibbpfSettings;

/**
 * What every scheduler is told before it is loaded.
 *
 * @param name how the kernel shows the scheduler: letters, digits, {@code _} and {@code .}, at most 127
 * @param hotplugSequence the kernel's count of CPUs that came or went, read before the topology
 * @param exitDumpLength the size of the kernel's debug dump in bytes; 0 is the kernel's default
 * @param timeoutMillis how long a task may wait before the kernel ends the scheduler; 0 is the kernel's default
 * @param libbpf how libbpf is to open its object
 */
public record ScxSettings(
        String name, long hotplugSequence, int exitDumpLength, int timeoutMillis, LibbpfSettings libbpf) {
    // SCX_EXIT_DUMP_DFL_LEN of the kernel.
    private static final int DEFAULT_DUMP_LENGTH = 32_768;

    // SCX_WATCHDOG_MAX_TIMEOUT of the kernel, which is also its default.
    private static final int LONGEST_TIMEOUT_MILLIS = 30_000;

    /** Returns how many bytes the copy of the dump needs. */
    int exitDumpSize() {
        return exitDumpLength == 0 ? DEFAULT_DUMP_LENGTH : exitDumpLength;
    }

    /** Returns how long a task may wait before the kernel ends the scheduler, in milliseconds. */
    public int effectiveTimeoutMillis() {
        return timeoutMillis == 0 ? LONGEST_TIMEOUT_MILLIS : timeoutMillis;
    }
}
