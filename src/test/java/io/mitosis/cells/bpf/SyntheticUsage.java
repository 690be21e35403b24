// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.bpf;

import io.mitosis.bpf.BtfMember;
import io.mitosis.bpf.BtfStruct;
import io.mitosis.bpf.ElfSections;
import io.mitosis.bpf.ObjectBtf;
import io.mitosis.cells.usage.UsageDeltas;
import io.mitosis.linux.NativeMemory;
import io.mitosis.scx.ScxObject;
import io.mitosis.topology.CpuMask;
import java.lang.foreign.Arena;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** The counters of a machine that does not exist, laid out as the BPF side lays them out, and what reads them. */
public final class SyntheticUsage {
    private final NativeMemory[] memories;
    private final BtfMember cells;
    private final BtfMember touched;
    private final BtfStruct usage;
    // Looking a field up takes memory, which is measured.
    private final Map<String, Integer> offsets = new ConcurrentHashMap<>();
    private final UsageMemory reader;

    /** Makes counters that are all 0, for this many CPUs. */
    public SyntheticUsage(int cpus) {
        ObjectBtf btf = new ObjectBtf("mitosis", ElfSections.read(ScxObject.image(CellsBpf.NAME), ".BTF"));
        BtfStruct cpu = btf.struct("cpu_usage");
        cells = cpu.field("cells");
        touched = cpu.field("touched");
        usage = btf.struct("cell_usage");
        Arena arena = Arena.ofAuto();
        memories = IntStream.range(0, cpus)
                .mapToObj(each -> new NativeMemory(arena.allocate(cpu.size(), 64)))
                .toArray(NativeMemory[]::new);
        reader = new UsageMemory(btf, each -> memories[each], CpuMask.range(0, cpus - 1));
    }

    /** Counts something more on a CPU for a cell, as {@code add_usage} does. */
    public void add(int cpu, int cell, String field, long more) {
        addUnmarked(cpu, cell, field, more);
        if (!isMarked(cpu, cell)) {
            memories[cpu].putByte(touched.offset() + cell, (byte) 1);
        }
    }

    /** Returns whether the reader was told to look at a cell. */
    boolean isMarked(int cpu, int cell) {
        return memories[cpu].getByte(touched.offset() + cell) != 0;
    }

    /** Counts something as a program does that found a mark just before the reader took it. */
    void addUnmarked(int cpu, int cell, String field, long more) {
        Integer known = offsets.get(field);
        long offset = known == null
                ? offsets.computeIfAbsent(field, name -> usage.field(name).offset())
                : known;
        long place = cells.offset() + (long) cell * cells.elementSize() + offset;
        memories[cpu].putLong(place, memories[cpu].getLong(place) + more);
    }

    /** Reads all of it as the daemon does. */
    public void read(UsageDeltas growth) {
        reader.read(growth);
    }
}
