// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.bpf;

import io.mitosis.bpf.BtfMember;
import io.mitosis.bpf.BtfStruct;
import io.mitosis.bpf.ObjectBtf;
import io.mitosis.cells.usage.UsageDeltas;
import io.mitosis.linux.MappedMemory;
import io.mitosis.linux.NativeMemory;
import io.mitosis.topology.CpuMask;
import java.util.function.IntFunction;

/**
 * Reads the counters that the BPF side keeps per CPU and cell, without a system call: {@code struct cpu_usage}. It runs
 * at every interval for as long as the daemon lives, and a large machine has very many of them: only what is marked as
 * touched is looked at, and nothing is allocated.
 *
 * <p>A program may find a mark just before it is taken away here, and what it counts be seen just after it was looked
 * for. So whatever was touched is looked at once more at the next reading. Should that be too early as well, it is late
 * and not lost: what is told is how much a counter has grown since it was looked at last, and counters only grow.
 *
 * <p>What they were then is kept outside the heap, which is too small for it on the largest machine. It takes memory
 * for those ids alone that were ever in use: as many as cells lived at once, as the lowest are used first.
 */
final class UsageMemory implements AutoCloseable {
    // Most words are without a mark: that of so many is found out together.
    private static final int AT_ONCE = 4;

    // Of each usable CPU in ascending order.
    private final NativeMemory[] memories;
    private final BtfMember cells;
    private final BtfMember touched;
    // A mark is a byte, 0 or 1. They are taken eight at a time.
    private final long[] marks;
    // What was taken at the last reading: all words of the first CPU, then all of the second, and so on.
    private final long[] taken;
    // What was seen last, of the cells of the first word on all CPUs, then of those of the second, and so on.
    private final MappedMemory seen;
    private final int numbers;
    // Of the cells of a word, what was seen last and what there is now.
    private final long[] before;
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
        BtfStruct cpu = btf.struct("cpu_usage");
        cells = cpu.field("cells");
        touched = cpu.field("touched");
        marks = new long[touched.size() / Long.BYTES];
        taken = new long[memories.length * marks.length];
        seen = MappedMemory.anonymous((long) memories.length * cells.elements() * cells.elementSize());
        numbers = cells.elementSize() / Long.BYTES;
        before = new long[Long.BYTES * numbers];
        now = new long[before.length];
        sums = new UsageSums(btf.struct("cell_usage"), cells.elements());
    }

    /** Tells what was counted since the last time. */
    void read(UsageDeltas growth) {
        for (int cpu = 0; cpu < memories.length; cpu++) {
            memories[cpu].getLongs(touched.offset(), marks, marks.length);
            int first = cpu * marks.length;
            for (int word = 0; word < marks.length; word += AT_ONCE) {
                if ((marked(first, word) | marked(first, word + 1) | marked(first, word + 2) | marked(first, word + 3))
                        != 0) {
                    readMarked(cpu, word, growth);
                }
            }
        }
        sums.flushTo(growth);
    }

    private long marked(int first, int word) {
        return marks[word] | taken[first + word];
    }

    private void readMarked(int cpu, int start, UsageDeltas growth) {
        for (int word = start; word < start + AT_ONCE; word++) {
            if (marked(cpu * marks.length, word) != 0) {
                readMarked(cpu, word, take(cpu, word), growth);
            }
        }
    }

    /** Returns the marks that were set since the last time, or had been then. */
    private long take(int cpu, int word) {
        long offset = touched.offset() + (long) word * Long.BYTES;
        // If there are none, the cache line stays where it is.
        long fresh = marks[word] == 0 ? 0 : memories[cpu].getAndSetLong(offset, 0);
        int index = cpu * marks.length + word;
        long all = fresh | taken[index];
        taken[index] = fresh;
        return all;
    }

    /** Looks at all cells from the first to the last that is marked: they lie side by side, as do their old numbers. */
    private void readMarked(int cpu, int word, long marked, UsageDeltas growth) {
        int first = Long.numberOfTrailingZeros(marked) / Byte.SIZE;
        int end = Long.BYTES - Long.numberOfLeadingZeros(marked) / Byte.SIZE;
        int length = (end - first) * numbers;
        int cell = word * Long.BYTES + first;
        memories[cpu].getLongs(cells.offset() + (long) cell * cells.elementSize(), now, length);
        long offset = (((long) word * memories.length + cpu) * Long.BYTES + first) * cells.elementSize();
        seen.memory().getLongs(offset, before, length);
        seen.memory().putLongs(offset, now, length);
        for (int from = 0; from < length; from += numbers) {
            long nanos = sums.add(cell, before, now, from);
            if (nanos != 0) {
                growth.ran(cpu, cell, nanos);
            }
            cell++;
        }
    }

    /** It must not be read any more. */
    @Override
    public void close() {
        seen.close();
    }
}
