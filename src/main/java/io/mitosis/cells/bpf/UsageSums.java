// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.bpf;

import io.mitosis.bpf.BtfStruct;
import io.mitosis.cells.usage.CellCounter;
import io.mitosis.cells.usage.CellCounters;
import io.mitosis.cells.usage.UsageDeltas;
import java.util.Arrays;

/** Sums the counters of each cell, {@code struct cell_usage}, over the CPUs. */
final class UsageSums {
    private static final CellCounter[] COUNTERS = CellCounter.values();

    // The index of each counter among the numbers of a cell.
    private final int[] counters = new int[COUNTERS.length];
    private final int selectedLocal;
    private final int selectedBorrowed;
    private final int runningNanos;
    // Indexed by cell.
    private final long[][] sums;
    private final boolean[] grown;

    UsageSums(BtfStruct usage, int cells) {
        for (CellCounter counter : COUNTERS) {
            counters[counter.index()] = index(usage, counter.field());
        }
        selectedLocal = index(usage, "selected_local");
        selectedBorrowed = index(usage, "selected_borrowed");
        runningNanos = index(usage, "running_ns");
        sums = new long[cells][usage.size() / Long.BYTES];
        grown = new boolean[cells];
    }

    private static int index(BtfStruct layout, String counter) {
        return layout.field(counter).offset() / Long.BYTES;
    }

    /**
     * Adds the deltas of a cell's numbers on one CPU.
     *
     * @param from the index at which the numbers of the cell begin in both arrays
     * @return the deltas of the running time, in nanoseconds
     */
    long add(int cell, long[] before, long[] now, int from) {
        long nanos = now[from + runningNanos] - before[from + runningNanos];
        long[] sum = sums[cell];
        long changed = 0;
        for (int i = 0; i < sum.length; i++) {
            long more = now[from + i] - before[from + i];
            sum[i] += more;
            changed |= more;
        }
        grown[cell] |= changed != 0;
        return nanos;
    }

    /** Reports the sums of the cells that have grown, and sets them back to 0. */
    void flushTo(UsageDeltas deltas) {
        for (int cell = 0; cell < sums.length; cell++) {
            if (grown[cell]) {
                grown[cell] = false;
                deltas.counted(cell, counters(sums[cell]));
                Arrays.fill(sums[cell], 0);
            }
        }
    }

    private CellCounters counters(long[] sum) {
        long[] counted = new long[counters.length];
        for (int i = 0; i < counted.length; i++) {
            counted[i] = sum[counters[i]];
        }
        counted[CellCounter.LOCAL.index()] += sum[selectedLocal];
        counted[CellCounter.BORROWED.index()] += sum[selectedBorrowed];
        return CellCounters.owning(counted);
    }
}
