// SPDX-License-Identifier: Apache-2.0
package io.mitosis.host;

import io.mitosis.linux.sysfs.SysfsTopology;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The topology of the machine that this process runs on. */
public final class LiveTopology {
    private static final Path SYSFS = Path.of("/sys");

    private LiveTopology() {}

    /** Returns the current CPUs, cores, caches and nodes. */
    public static Topology read() {
        try {
            return SysfsTopology.read(SYSFS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the CPUs that are online now. */
    public static CpuMask online() {
        try {
            return SysfsTopology.online(SYSFS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
