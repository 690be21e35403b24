// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.cell.CellCpus;
import io.mitosis.cell.CellId;
import io.mitosis.cell.CellLayout;
import io.mitosis.demand.CellCounter;
import io.mitosis.demand.CellCounters;
import io.mitosis.demand.RunningTimes;
import io.mitosis.demand.UsageSample;
import io.mitosis.linux.NativeMemory;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.ArrayList;
import java.util.EnumMap;
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
    // Where what it reads lies in the numbers of a struct cell_usage.
    private final Map<CellCounter, Integer> counters = new EnumMap<>(CellCounter.class);
    private final int selectedLocal;
    private final int selectedBorrowed;
    private final int runningNanos;

    UsageMemory(ObjectBtf btf, MappedArray usage, Topology topology) {
        usable = topology.usable();
        memories = usable.stream().mapToObj(usage::get).toArray(NativeMemory[]::new);
        cells = btf.struct("cpu_usage").field("cells");
        Layout layout = btf.struct("cell_usage");
        for (CellCounter counter : CellCounter.values()) {
            counters.put(counter, index(layout, counter.field()));
        }
        selectedLocal = index(layout, "selected_local");
        selectedBorrowed = index(layout, "selected_borrowed");
        runningNanos = index(layout, "running_ns");
    }

    private static int index(Layout layout, String counter) {
        return layout.field(counter).offset() / Long.BYTES;
    }

    /** Returns what each live cell counted since the load, and how long it ran on each usable CPU. */
    UsageSample read(long nowNanos, CellLayout layout) {
        List<CellId> ids = new ArrayList<>();
        Map<CellId, CellCounters> counted = new HashMap<>();
        long[] running = new long[layout.cells().size() * memories.length];
        for (CellCpus cell : layout.cells()) {
            CellId id = cell.cell().id();
            counted.put(id, counters(sum(id, running, ids.size() * memories.length)));
            ids.add(id);
        }
        return new UsageSample(nowNanos, layout, counted, new RunningTimes(usable, ids, running));
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
        Map<CellCounter, Long> counts = new EnumMap<>(CellCounter.class);
        counters.forEach((counter, place) -> counts.put(counter, sum[place]));
        counts.merge(CellCounter.LOCAL, sum[selectedLocal], Long::sum);
        counts.merge(CellCounter.BORROWED, sum[selectedBorrowed], Long::sum);
        return new CellCounters(counts);
    }
}
