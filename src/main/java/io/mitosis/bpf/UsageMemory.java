// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.cell.CellCpus;
import io.mitosis.cell.CellId;
import io.mitosis.cell.CellLayout;
import io.mitosis.demand.CellCounters;
import io.mitosis.demand.RunningTimes;
import io.mitosis.demand.UsageSample;
import io.mitosis.linux.NativeMemory;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the counters that the BPF side keeps per CPU and cell, without a system call: {@code struct cpu_usage}. It runs
 * at every interval for as long as the daemon lives: fields are looked up once, and memory is read by whole structs.
 */
final class UsageMemory {
    private final CpuMask usable;
    // Of each usable CPU in ascending order.
    private final NativeMemory[] memories;
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
        usable = topology.usable();
        memories = usable.stream().mapToObj(usage::get).toArray(NativeMemory[]::new);
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

    /** Returns what each live cell counted since the load, and how long it ran on each usable CPU. */
    UsageSample read(long nowNanos, CellLayout layout) {
        List<CellId> ids = new ArrayList<>();
        Map<CellId, CellCounters> counters = new HashMap<>();
        long[] running = new long[layout.cells().size() * memories.length];
        for (CellCpus cell : layout.cells()) {
            CellId id = cell.cell().id();
            counters.put(id, counters(sum(id, running, ids.size() * memories.length)));
            ids.add(id);
        }
        return new UsageSample(nowNanos, layout, counters, new RunningTimes(usable, ids, running));
    }

    /** Sums a cell's counters over the CPUs, and puts its running time on each into an array. */
    private long[] sum(CellId cell, long[] running, int first) {
        long start = cells.offset() + (long) cell.value() * cells.elementSize();
        long[] sum = new long[cells.elementSize() / Long.BYTES];
        long[] ofCpu = new long[sum.length];
        for (int cpu = 0; cpu < memories.length; cpu++) {
            memories[cpu].getLongs(start, ofCpu);
            running[first + cpu] = ofCpu[runningNanos];
            for (int i = 0; i < sum.length; i++) {
                sum[i] += ofCpu[i];
            }
        }
        return sum;
    }

    private CellCounters counters(long[] sum) {
        return new CellCounters(
                sum[local] + sum[selectedLocal], sum[cpuDsq], sum[cellDsq], sum[affinityViolations], sum[clamped]);
    }
}
