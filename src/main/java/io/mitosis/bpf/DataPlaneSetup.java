// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.bpf.DataPlane.SliceRange;
import io.mitosis.exit.UnsupportedMachineException;
import io.mitosis.linux.NativeMemory;
import io.mitosis.topology.Cpu;
import io.mitosis.topology.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills in the settings by which the BPF scheduler decides (see {@code bpf/types.bpf.h}). */
final class DataPlaneSetup {
    private static final Logger log = LoggerFactory.getLogger(DataPlaneSetup.class);

    private final StructMemory rodata;
    private final DataPlane wanted;

    DataPlaneSetup(StructMemory rodata, DataPlane wanted) {
        this.rodata = rodata;
        this.wanted = wanted;
    }

    void fill(Topology topology) {
        put("borrowing", wanted.borrowing());
        put("dynamic_affinity", wanted.dynamicAffinity());
        put("reject_multicpu_pinning", wanted.rejectMulticpuPinning());
        put("debug_events", wanted.debugEvents());
        SliceRange range = wanted.sliceShrinking();
        if (put("slice_shrinking", range != null) && range != null) {
            rodata.put("slice_shrink_min_ns", range.min().toNanos());
            rodata.put("slice_shrink_max_ns", range.max().toNanos());
        }
        if (rodata.has("smt")) {
            rodata.put("smt", topology.smt() ? 1 : 0);
        }
        if (put("llc_aware", wanted.llcAware())) {
            fillLlcs(topology);
        }
    }

    /** All CPUs have LLC 0 unless LLCs count. */
    private void fillLlcs(Topology topology) {
        rodata.put("nr_llcs", wanted.llcAware() ? topology.llcCount() : 1);
        NativeMemory llcs = rodata.at("cpu_llc");
        for (Cpu cpu : topology.cpus()) {
            llcs.putShort((long) cpu.id() * Short.BYTES, (short) (wanted.llcAware() ? cpu.llc() : 0));
        }
    }

    private boolean put(String setting, boolean on) {
        if (!rodata.has(setting)) {
            if (on) {
                log.warn("The BPF side does not know the setting {} yet: it is without effect", setting);
            }
            return false;
        }
        rodata.put(setting, on ? 1 : 0);
        return true;
    }

    /**
     * Refuses more caches than the BPF side has room for.
     *
     * @param limit that number
     * @throws UnsupportedMachineException that names both
     */
    static void checkLlcs(int llcs, int limit) {
        if (llcs > limit) {
            throw new UnsupportedMachineException("this machine has " + llcs
                    + " last-level caches: with --enable-llc-awareness no more than " + limit + " are supported");
        }
    }
}
