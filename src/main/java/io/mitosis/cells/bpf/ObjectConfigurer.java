// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.bpf;

import io.mitosis.bpf.BpfSetup;
import io.mitosis.bpf.StructMemory;
import io.mitosis.cells.config.Feature;
import io.mitosis.exit.UnsupportedMachineException;
import io.mitosis.linux.NativeMemory;
import io.mitosis.scx.KernelConstants;
import io.mitosis.topology.Topology;

/** Sets the scheduler's settings and map sizes between open and load (see {@code bpf/mitosis/types.bpf.h}). */
final class ObjectConfigurer {
    private static final String OPS = CellsBpf.NAME;
    private static final String SETTINGS = ".rodata";

    private final KernelConstants kernel;
    private final CellsBpfSettings settings;

    ObjectConfigurer(KernelConstants kernel, CellsBpfSettings settings) {
        this.kernel = kernel;
        this.settings = settings;
    }

    void apply(BpfSetup setup) {
        int possibleCpus = settings.topology().possibleCpus();
        int limit = setup.btf().struct("cell_config").field("cpu_cell").elements();
        if (possibleCpus > limit) {
            throw new UnsupportedMachineException(
                    "this machine may have " + possibleCpus + " CPUs: more than the " + limit + " that are supported");
        }
        int llcs =
                settings.features().has(Feature.LLC_AWARE) ? settings.topology().llcCount() : 1;
        // The BPF side has one bit for each LLC.
        RodataWriter.checkLlcs(
                llcs, setup.btf().struct("cell_ctx").field("llcs").size() * Byte.SIZE);
        setup.setMaxEntries("cpus", possibleCpus);
        setup.setMaxEntries("usage", possibleCpus);
        setup.setMaxEntries(
                "cell_llcs", setup.btf().struct("cell_config").field("owners").elements() * llcs);
        CpusetHooks.setAutoload(
                setup, kernel.hasFunctions(), settings.features().has(Feature.REJECT_MULTICPU_PINNING));
        setup.setMaxEntries("groups", settings.groupSlots());
        if (!settings.features().has(Feature.CPU_CONTROLLER)) {
            setup.setMaxEntries("limits", 1);
            setup.omitCallback(OPS, "disable");
        }
        StructMemory rodata = setup.section(SETTINGS);
        fillSettings(rodata, settings.topology());
        new RodataWriter(rodata, settings.features()).fill(settings.borrowing(), settings.topology());
        if (kernel.requeuesPreempted()) {
            setup.omitCallback(OPS, "cpu_release");
        }
        if (!settings.features().has(Feature.DEBUG_EVENTS)) {
            setup.setMaxEntries("events", 1);
            setup.omitCallback(OPS, "cgroup_init");
            setup.omitCallback(OPS, "cgroup_exit");
        }
    }

    private void fillSettings(StructMemory rodata, Topology topology) {
        rodata.put("slice_ns", kernel.slice());
        rodata.put("nr_possible_cpus", topology.possibleCpus());
        rodata.put("daemon_tid", settings.daemonThread());
        rodata.put("sweep_interval_ns", settings.sweepInterval().toNanos());
        NativeMemory usable = rodata.at("usable_cpus");
        usable.clear();
        topology.usable().stream().forEach(cpu -> {
            long word = (long) cpu / Long.SIZE * Long.BYTES;
            usable.putLong(word, usable.getLong(word) | 1L << cpu);
        });
    }
}
