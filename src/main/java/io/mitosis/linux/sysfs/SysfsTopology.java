// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux.sysfs;

import io.mitosis.topology.Cpu;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;

/**
 * Reads the machine's topology from a sysfs tree.
 *
 * <p>A cache is identified by its {@code shared_cpu_list}: on some virtual machines the {@code id} file beside it
 * differs between CPUs that share the cache. CPUs without cache information share one cache per package.
 *
 * <p>Source: Documentation/ABI/stable/sysfs-devices-system-cpu of the kernel.
 */
public final class SysfsTopology {
    private final Path cpuRoot;
    private final SysfsNodes nodes;
    // Dense numbers, given in the order of first use; CPUs are visited in ascending order.
    private final Map<String, Integer> cores = new HashMap<>();
    private final Map<String, Integer> llcs = new HashMap<>();

    private SysfsTopology(Path sysfsRoot) throws IOException {
        this.cpuRoot = sysfsRoot.resolve("devices/system/cpu");
        this.nodes = SysfsNodes.read(sysfsRoot.resolve("devices/system/node"));
    }

    /**
     * Reads the topology.
     *
     * @param sysfsRoot the mount point of sysfs, {@code /sys} on a live machine
     * @throws IOException if the lists of possible or online CPUs cannot be read or parsed; the message names the file
     */
    public static Topology read(Path sysfsRoot) throws IOException {
        return new SysfsTopology(sysfsRoot).read();
    }

    /**
     * Reads which CPUs are online.
     *
     * @param sysfsRoot the mount point of sysfs
     * @throws IOException if the list cannot be read or parsed; the message names the file
     */
    public static CpuMask online(Path sysfsRoot) throws IOException {
        return new SysfsTopology(sysfsRoot).online();
    }

    private CpuMask online() throws IOException {
        return SysfsFile.cpus(cpuRoot.resolve("online"));
    }

    private Topology read() throws IOException {
        CpuMask possible = SysfsFile.cpus(cpuRoot.resolve("possible"));
        CpuMask online = online();
        List<Cpu> cpus = new ArrayList<>();
        for (PrimitiveIterator.OfInt ids = online.stream().iterator(); ids.hasNext(); ) {
            cpus.add(cpu(ids.nextInt()));
        }
        try {
            return new Topology(possible.stream().max().orElse(-1) + 1, cpus);
        } catch (IllegalArgumentException e) {
            throw new IOException(cpuRoot + ": " + e.getMessage(), e);
        }
    }

    private Cpu cpu(int id) throws IOException {
        Path directory = cpuRoot.resolve("cpu" + id);
        String core = SysfsFile.text(directory.resolve("topology/thread_siblings_list"))
                .orElse("cpu " + id);
        Optional<String> cache = SysfsCaches.lastLevel(directory.resolve("cache"));
        String llc = cache.isPresent() ? cache.get() : packageOf(directory);
        return new Cpu(id, number(cores, core), number(llcs, llc), nodes.of(id));
    }

    private static String packageOf(Path cpuDirectory) throws IOException {
        return "package "
                + SysfsFile.text(cpuDirectory.resolve("topology/physical_package_id"))
                        .orElse("");
    }

    private static int number(Map<String, Integer> numbers, String key) {
        return numbers.computeIfAbsent(key, unseen -> numbers.size());
    }
}
