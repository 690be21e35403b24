// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.cell.CellCpus;
import io.mitosis.cell.CellId;
import io.mitosis.cell.CellLayout;
import io.mitosis.demand.CellCounters;
import io.mitosis.topology.CpuMask;
import java.util.HashMap;
import java.util.Map;

/** Reads the counters that the BPF side keeps per CPU and cell, without a system call: {@code struct cpu_usage}. */
final class UsageMemory {
    private final MappedArray cpus;
    private final Field cells;
    private final Layout usage;

    UsageMemory(ObjectBtf btf, MappedArray cpus) {
        this.cpus = cpus;
        cells = btf.struct("cpu_usage").field("cells");
        usage = btf.struct("cell_usage");
    }

    /** Returns what each live cell counted since the load, summed over the usable CPUs. */
    Map<CellId, CellCounters> read(CellLayout layout) {
        Map<CellId, CellCounters> counters = new HashMap<>();
        for (CellCpus cell : layout.cells()) {
            counters.put(cell.cell().id(), read(cell.cell().id(), layout.usable()));
        }
        return counters;
    }

    private CellCounters read(CellId cell, CpuMask usable) {
        return usable.stream().mapToObj(cpu -> read(cpu, cell)).reduce(CellCounters.ZERO, CellCounters::plus);
    }

    private CellCounters read(int cpu, CellId cell) {
        long offset = cells.offset() + (long) cell.value() * cells.elementSize();
        StructMemory use = new StructMemory(cpus.get(cpu).slice(offset, cells.elementSize()), usage);
        return new CellCounters(
                use.get("local") + use.get("selected_local"),
                use.get("cpu_dsq"),
                use.get("cell_dsq"),
                use.get("affinity_violations"),
                use.get("clamped"),
                use.get("running_ns"));
    }
}
