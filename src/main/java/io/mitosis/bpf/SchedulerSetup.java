// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.exit.UnsupportedMachineException;
import io.mitosis.linux.NativeMemory;
import io.mitosis.topology.Topology;

/** Fills in the scheduler's settings and sizes between open and load (see {@code bpf/types.bpf.h}). */
final class SchedulerSetup {
    private static final String OPS = "mitosis";
    private static final String SETTINGS = ".rodata";
    private static final String DUMP = ".data.exit_dump";

    private final KernelConstants kernel;
    private final SchedulerSettings settings;

    SchedulerSetup(KernelConstants kernel, SchedulerSettings settings) {
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
        int llcs = settings.features().llcAware() ? settings.topology().llcCount() : 1;
        // The BPF side has one bit for each.
        DataPlaneSetup.checkLlcs(
                llcs, setup.btf().struct("cell_state").field("llcs").size() * Byte.SIZE);
        setup.setMaxEntries("cpus", possibleCpus);
        setup.setMaxEntries("usage", possibleCpus);
        setup.setMaxEntries(
                "cell_llcs", setup.btf().struct("cell_config").field("owners").elements() * llcs);
        setup.setValueSize(DUMP, settings.exitDumpSize());
        CpusetHooks.setAutoload(
                setup, kernel.hasCpusetWrites(), settings.features().rejectMulticpuPinning());
        StructMemory rodata = setup.section(SETTINGS);
        fillSettings(rodata, settings.topology());
        new DataPlaneSetup(rodata, settings.features()).fill(settings.borrowing(), settings.topology());
        StructMemory ops = setup.structOps(OPS);
        fillOps(ops);
        if (kernel.requeuesPreempted()) {
            leaveOut(setup, ops, "cpu_release");
        }
        if (!settings.features().debugEvents()) {
            setup.setMaxEntries("events", 1);
            leaveOut(setup, ops, "cgroup_init");
            leaveOut(setup, ops, "cgroup_exit");
        }
    }

    private static void leaveOut(BpfSetup setup, StructMemory ops, String callback) {
        ops.put(callback, 0);
        setup.setAutoload(OPS + "_" + callback, false);
    }

    private void fillSettings(StructMemory rodata, Topology topology) {
        rodata.put("slice_ns", kernel.slice());
        rodata.put("nr_possible_cpus", topology.possibleCpus());
        rodata.put("daemon_tid", settings.daemonThread());
        rodata.put("sweep_interval_ns", settings.sweepInterval().toNanos());
        rodata.put("exit_dump_size", settings.exitDumpSize());
        NativeMemory usable = rodata.at("usable_cpus");
        usable.clear();
        topology.usable().stream().forEach(cpu -> {
            long word = (long) cpu / Long.SIZE * Long.BYTES;
            usable.putLong(word, usable.getLong(word) | 1L << cpu);
        });
    }

    private void fillOps(StructMemory ops) {
        ops.put("flags", kernel.flags());
        ops.put("hotplug_seq", settings.hotplugSequence());
        ops.put("exit_dump_len", settings.exitDumpLength());
        ops.put("timeout_ms", settings.timeoutMillis());
        ops.putString("name", settings.name());
    }
}
