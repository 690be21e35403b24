// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.bpf;

import io.mitosis.bpf.BtfStruct;
import io.mitosis.bpf.ObjectBtf;
import io.mitosis.cells.limit.LimitEntry;
import io.mitosis.cells.limit.LimitReading;
import io.mitosis.cells.limit.Throttling;
import io.mitosis.linux.NativeMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/** Reads the limits that the BPF side keeps, {@code struct limit}, without a system call. */
final class LimitMemory {
    private static final long FREE = 0;
    private static final long BEING_FILLED = -1;

    private final IntFunction<NativeMemory> entries;
    private final int length;
    private final LongSupplier end;
    private final LongSupplier missed;
    private final int serial;
    private final int cgid;
    private final int quota;
    private final int period;
    private final int burst;
    private final int periods;
    private final int throttledPeriods;
    private final int throttledNanos;
    private final int longest;
    private final int throttled;
    private final int since;
    private final int waiting;

    /**
     * Looks up the offsets of all fields.
     *
     * @param entries the memory of each entry, by its index; the first one is not used
     * @param length the number of entries
     * @param end returns the index from which on entries were never used
     * @param missed returns how often there was no room
     */
    LimitMemory(ObjectBtf btf, IntFunction<NativeMemory> entries, int length, LongSupplier end, LongSupplier missed) {
        this.entries = entries;
        this.length = length;
        this.end = end;
        this.missed = missed;
        BtfStruct limit = btf.struct("limit");
        serial = limit.field("serial").offset();
        cgid = limit.field("cgid").offset();
        quota = limit.field("quota").offset();
        period = limit.field("period").offset();
        burst = limit.field("burst").offset();
        periods = limit.field("nr_periods").offset();
        throttledPeriods = limit.field("nr_throttled").offset();
        throttledNanos = limit.field("throttled_ns").offset();
        longest = limit.field("longest_ns").offset();
        throttled = limit.field("throttled").offset();
        since = limit.field("throttled_since").offset();
        waiting = limit.field("waiting").offset();
    }

    LimitReading read() {
        List<LimitEntry> inUse = new ArrayList<>();
        long used = Math.min(length, end.getAsLong());
        for (int index = 1; index < used; index++) {
            NativeMemory memory = entries.apply(index);
            long before = memory.getLongAcquire(serial);
            if (before != FREE && before != BEING_FILLED) {
                LimitEntry entry = entry(before, memory);
                // It may have become that of another cgroup meanwhile.
                if (memory.getLongAcquire(serial) == before) {
                    inUse.add(entry);
                }
            }
        }
        return new LimitReading(inUse, missed.getAsLong(), length - 1);
    }

    private LimitEntry entry(long number, NativeMemory memory) {
        return new LimitEntry(
                number,
                memory.getLongAcquire(cgid),
                memory.getLongAcquire(quota),
                memory.getLongAcquire(period),
                memory.getLongAcquire(burst),
                new Throttling(
                        memory.getLongAcquire(periods),
                        memory.getLongAcquire(throttledPeriods),
                        memory.getLongAcquire(throttledNanos)),
                memory.getIntAcquire(throttled) != 0,
                memory.getLongAcquire(since),
                memory.getLongAcquire(longest),
                Integer.toUnsignedLong(memory.getIntAcquire(waiting)));
    }
}
