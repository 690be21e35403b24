// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scx;

import io.mitosis.config.LibbpfSettings;

/**
 * The settings that every scheduler gets before it is loaded.
 *
 * @param name the name that the kernel shows: letters, digits, {@code _} and {@code .}, at most 127
 * @param hotplugSequence the kernel's CPU hotplug count, read before the topology
 * @param exitDumpLength the size of the kernel's debug dump in bytes; 0 is the kernel's default
 * @param timeoutMillis how long a task may wait before the kernel ends the scheduler; 0 is the kernel's default
 * @param libbpf libbpf's options for opening the object
 */
public record ScxSettings(
        String name, long hotplugSequence, int exitDumpLength, int timeoutMillis, LibbpfSettings libbpf) {
    // SCX_EXIT_DUMP_DFL_LEN of the kernel.
    private static final int DEFAULT_DUMP_LENGTH = 32_768;

    // SCX_WATCHDOG_MAX_TIMEOUT of the kernel, which is also its default.
    private static final int MAX_TIMEOUT_MILLIS = 30_000;

    /** Returns the size of the buffer for the debug dump in bytes. */
    int exitDumpSize() {
        return exitDumpLength == 0 ? DEFAULT_DUMP_LENGTH : exitDumpLength;
    }

    /** Returns the time that a task may wait before the kernel ends the scheduler, in milliseconds. */
    public int effectiveTimeoutMillis() {
        return timeoutMillis == 0 ? MAX_TIMEOUT_MILLIS : timeoutMillis;
    }
}
