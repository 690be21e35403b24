// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.bpf;

import io.mitosis.bpf.StructMemory;
import io.mitosis.cells.config.Feature;
import io.mitosis.cells.config.Features;
import io.mitosis.exit.UnsupportedMachineException;
import io.mitosis.linux.NativeMemory;
import io.mitosis.topology.Cpu;
import io.mitosis.topology.Topology;

/** Writes the constants by which the BPF scheduler decides (see {@code bpf/mitosis/types.bpf.h}). */
final class RodataWriter {
    private final StructMemory rodata;
    private final Features wanted;

    RodataWriter(StructMemory rodata, Features wanted) {
        this.rodata = rodata;
        this.wanted = wanted;
    }

    void fill(boolean borrowing, Topology topology) {
        put("borrowing", borrowing);
        for (Feature feature : Feature.values()) {
            put(feature.variable(), wanted.has(feature));
        }
        if (wanted.has(Feature.SLICE_SHRINKING)) {
            rodata.put("slice_shrink_min_ns", wanted.shrunkSliceMin().toNanos());
            rodata.put("slice_shrink_max_ns", wanted.shrunkSliceMax().toNanos());
        }
        if (wanted.has(Feature.LLC_AWARE)) {
            fillLlcs(topology);
        }
    }

    private void fillLlcs(Topology topology) {
        rodata.put("nr_llcs", topology.llcCount());
        NativeMemory llcs = rodata.at("cpu_llc");
        for (Cpu cpu : topology.cpus()) {
            llcs.putShort((long) cpu.id() * Short.BYTES, (short) cpu.llc());
        }
    }

    private void put(String setting, boolean on) {
        rodata.put(setting, on ? 1 : 0);
    }

    /**
     * Refuses a machine with more last-level caches than the BPF side supports.
     *
     * @param limit the largest number that is supported
     * @throws UnsupportedMachineException if there are more; the message has both numbers
     */
    static void checkLlcs(int llcs, int limit) {
        if (llcs > limit) {
            throw new UnsupportedMachineException("this machine has " + llcs
                    + " last-level caches: with --enable-llc-awareness no more than " + limit + " are supported");
        }
    }
}
