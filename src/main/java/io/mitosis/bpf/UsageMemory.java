// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.cell.CellCpus;
import io.mitosis.cell.CellId;
import io.mitosis.cell.CellLayout;
import io.mitosis.demand.CellCounters;
import io.mitosis.topology.Cpu;
import io.mitosis.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the counters that the BPF side keeps per CPU and cell, without a system call: {@code struct cpu_usage}. It runs
 * at every interval for as long as the daemon lives: fields are looked up once, and memory is read by whole structs.
 */
final class UsageMemory {
    private final MappedArray usage;
    private final List<Cpu> cpus;
    private final Field cells;
    // Where each counter lies in the numbers of a struct cell_usage.
    private final int local;
    private final int selectedLocal;
    private final int cpuDsq;
    private final int cellDsq;
    private final int affinityViolations;
    private final int clamped;
    private final int runningNanos;

    UsageMemory(ObjectBtf btf, MappedArray usage, Topology topology) {
        this.usage = usage;
        cpus = topology.cpus();
        cells = btf.struct("cpu_usage").field("cells");
        Layout layout = btf.struct("cell_usage");
        local = index(layout, "local");
        selectedLocal = index(layout, "selected_local");
        cpuDsq = index(layout, "cpu_dsq");
        cellDsq = index(layout, "cell_dsq");
        affinityViolations = index(layout, "affinity_violations");
        clamped = index(layout, "clamped");
        runningNanos = index(layout, "running_ns");
    }

    private static int index(Layout layout, String counter) {
        return layout.field(counter).offset() / Long.BYTES;
    }

    /** Returns what each live cell counted since the load, summed over the usable CPUs. */
    Map<CellId, CellCounters> read(CellLayout layout) {
        Map<CellId, CellCounters> counters = new HashMap<>();
        for (CellCpus cell : layout.cells()) {
            counters.put(cell.cell().id(), counters(sum(cell.cell().id())));
        }
        return counters;
    }

    private long[] sum(CellId cell) {
        long start = cells.offset() + (long) cell.value() * cells.elementSize();
        long[] sum = new long[cells.elementSize() / Long.BYTES];
        long[] ofCpu = new long[sum.length];
        for (Cpu cpu : cpus) {
            usage.get(cpu.id()).getLongs(start, ofCpu);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += ofCpu[i];
            }
        }
        return sum;
    }

    private CellCounters counters(long[] sum) {
        return new CellCounters(
                sum[local] + sum[selectedLocal],
                sum[cpuDsq],
                sum[cellDsq],
                sum[affinityViolations],
                sum[clamped],
                sum[runningNanos]);
    }
}
