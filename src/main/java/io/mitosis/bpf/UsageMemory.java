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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

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
    private final int[] counters = new int[CellCounter.values().length];
    // What was read of one CPU and cell: used again and again.
    private final long[] ofCpu;
    private final int selectedLocal;
    private final int selectedBorrowed;
    private final int runningNanos;

    /**
     * Finds the places of all fields.
     *
     * @param usage the memory of each CPU, by its number
     * @param usable the CPUs to read
     */
    UsageMemory(ObjectBtf btf, IntFunction<NativeMemory> usage, CpuMask usable) {
        this.usable = usable;
        memories = usable.stream().mapToObj(usage).toArray(NativeMemory[]::new);
        cells = btf.struct("cpu_usage").field("cells");
        Layout layout = btf.struct("cell_usage");
        for (CellCounter counter : CellCounter.values()) {
            counters[counter.place()] = index(layout, counter.field());
        }
        selectedLocal = index(layout, "selected_local");
        selectedBorrowed = index(layout, "selected_borrowed");
        runningNanos = index(layout, "running_ns");
        ofCpu = new long[cells.elementSize() / Long.BYTES];
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
            counted.put(id, sum(id, running, ids.size() * memories.length));
            ids.add(id);
        }
        return new UsageSample(nowNanos, layout, counted, new RunningTimes(usable, ids, running));
    }

    /** Sums a cell's counters over the CPUs, and puts its running time on each into an array. */
    private CellCounters sum(CellId cell, long[] running, int first) {
        long start = cells.offset() + (long) cell.value() * cells.elementSize();
        long[] sum = new long[counters.length];
        for (int cpu = 0; cpu < memories.length; cpu++) {
            memories[cpu].getLongs(start, ofCpu);
            running[first + cpu] = ofCpu[runningNanos];
            for (int i = 0; i < sum.length; i++) {
                sum[i] += ofCpu[counters[i]];
            }
            sum[CellCounter.LOCAL.place()] += ofCpu[selectedLocal];
            sum[CellCounter.BORROWED.place()] += ofCpu[selectedBorrowed];
        }
        return CellCounters.owning(sum);
    }
}
