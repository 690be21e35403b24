// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.demand.UsageGrowth;
import io.mitosis.linux.NativeMemory;
import io.mitosis.topology.CpuMask;
import java.util.function.IntFunction;

/**
 * Reads the counters that the BPF side keeps per CPU and cell, without a system call: {@code struct cpu_usage}. It runs
 * at every interval for as long as the daemon lives, and a large machine has very many of them: only what is marked as
 * touched is looked at, and nothing is allocated but for what is touched for the first time.
 *
 * <p>A program may find a mark just before it is taken away here, and what it counts be seen just after it was looked
 * for. So whatever was touched is looked at once more at the next reading. Should that be too early as well, it is late
 * and not lost: what is told is how much a counter has grown since it was looked at last, and counters only grow.
 */
final class UsageMemory {
    // Of each usable CPU in ascending order.
    private final NativeMemory[] memories;
    private final Field cells;
    private final Field touched;
    // A mark is a byte, 0 or 1. They are taken eight at a time.
    private final long[] marks;
    // What was taken at the last reading: all words of the first CPU, then all of the second, and so on.
    private final long[] taken;
    // What was seen last, of all cells of the first CPU, then of the second, and so on; null if it was never touched.
    private final long[][] seen;
    private final long[] now;
    private final UsageSums sums;

    /**
     * Finds the places of all fields.
     *
     * @param usage the memory of each CPU, by its number
     * @param usable the CPUs to read
     */
    UsageMemory(ObjectBtf btf, IntFunction<NativeMemory> usage, CpuMask usable) {
        memories = usable.stream().mapToObj(usage).toArray(NativeMemory[]::new);
        Layout cpu = btf.struct("cpu_usage");
        cells = cpu.field("cells");
        touched = cpu.field("touched");
        marks = new long[touched.size() / Long.BYTES];
        taken = new long[memories.length * marks.length];
        seen = new long[memories.length * cells.elements()][];
        now = new long[cells.elementSize() / Long.BYTES];
        sums = new UsageSums(btf.struct("cell_usage"), cells.elements());
    }

    /** Tells what was counted since the last time. */
    void read(UsageGrowth growth) {
        for (int cpu = 0; cpu < memories.length; cpu++) {
            memories[cpu].getLongs(touched.offset(), marks);
            int first = cpu * marks.length;
            for (int word = 0; word < marks.length; word++) {
                if ((marks[word] | taken[first + word]) != 0) {
                    look(cpu, word, take(cpu, word), growth);
                }
            }
        }
        sums.tell(growth);
    }

    /** Returns the marks that were set since the last time, or had been then. */
    private long take(int cpu, int word) {
        long offset = touched.offset() + (long) word * Long.BYTES;
        // If there are none, the cache line stays where it is.
        long fresh = marks[word] == 0 ? 0 : memories[cpu].getAndSetLong(offset, 0);
        int place = cpu * marks.length + word;
        long all = fresh | taken[place];
        taken[place] = fresh;
        return all;
    }

    private void look(int cpu, int word, long marked, UsageGrowth growth) {
        for (long rest = marked; rest != 0; rest &= rest - 1) {
            look(cpu, (word * Long.SIZE + Long.numberOfTrailingZeros(rest)) / Byte.SIZE, growth);
        }
    }

    private void look(int cpu, int cell, UsageGrowth growth) {
        memories[cpu].getLongs(cells.offset() + (long) cell * cells.elementSize(), now);
        int place = cpu * cells.elements() + cell;
        long[] before = seen[place];
        if (before == null) {
            before = new long[now.length];
            seen[place] = before;
        }
        long nanos = sums.add(cell, before, now);
        if (nanos != 0) {
            growth.ran(cpu, cell, nanos);
        }
    }
}
