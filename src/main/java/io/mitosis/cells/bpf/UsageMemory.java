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
 * Reads the counters that the BPF side keeps per CPU and cell, {@code struct cpu_usage}, without a system call. It runs
 * at every interval, and a large machine has very many counters: only those that are marked as touched are read, and
 * nothing is allocated.
 *
 * <p>A mark may be cleared here before the counted value is visible. So whatever was touched is read once more at the
 * next reading. Should that be too early as well, the value is late but not lost: the deltas since the last reading is
 * reported, and counters only grow.
 *
 * <p>The values last read are kept outside the heap, which is too small for them on the largest machines. They take
 * memory only for cell ids that were ever in use: as many as there were cells at one time, as the lowest ids are used
 * first.
 */
final class UsageMemory implements AutoCloseable {
    // Words of marks that are tested together, as most have no mark.
    private static final int AT_ONCE = 4;

    // The memory of each usable CPU, in ascending order.
    private final NativeMemory[] memories;
    private final BtfMember cells;
    private final BtfMember touched;
    // The marks of one CPU. A mark is a byte, 0 or 1; they are read eight at a time.
    private final long[] marks;
    // The marks of the last reading: all words of the first CPU, then all of the second, and so on.
    private final long[] taken;
    // The values last read: the cells of the first word on all CPUs, then those of the second, and so on.
    private final MappedMemory seen;
    private final int numbers;
    // The previous and the current values of the cells of one word.
    private final long[] before;
    private final long[] now;
    private final UsageSums sums;

    /**
     * Looks up the offsets of all fields.
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

    /** Reports the deltas of the counters since the previous call. */
    void read(UsageDeltas deltas) {
        for (int cpu = 0; cpu < memories.length; cpu++) {
            memories[cpu].getLongs(touched.offset(), marks, marks.length);
            int first = cpu * marks.length;
            for (int word = 0; word < marks.length; word += AT_ONCE) {
                if ((marked(first, word) | marked(first, word + 1) | marked(first, word + 2) | marked(first, word + 3))
                        != 0) {
                    readBlock(cpu, word, deltas);
                }
            }
        }
        sums.flushTo(deltas);
    }

    private long marked(int first, int word) {
        return marks[word] | taken[first + word];
    }

    private void readBlock(int cpu, int start, UsageDeltas deltas) {
        for (int word = start; word < start + AT_ONCE; word++) {
            if (marked(cpu * marks.length, word) != 0) {
                readWord(cpu, word, take(cpu, word), deltas);
            }
        }
    }

    /** Clears the marks of a word. Returns them, joined with those of the last reading. */
    private long take(int cpu, int word) {
        long offset = touched.offset() + (long) word * Long.BYTES;
        // Without marks nothing is written, and the cache line stays where it is.
        long fresh = marks[word] == 0 ? 0 : memories[cpu].getAndSetLong(offset, 0);
        int index = cpu * marks.length + word;
        long all = fresh | taken[index];
        taken[index] = fresh;
        return all;
    }

    /** Reads all cells from the first to the last that is marked: they are contiguous, as are their last values. */
    private void readWord(int cpu, int word, long marked, UsageDeltas deltas) {
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
                deltas.ran(cpu, cell, nanos);
            }
            cell++;
        }
    }

    /** Frees the values last read. {@link #read} must not be called afterwards. */
    @Override
    public void close() {
        seen.close();
    }
}
