// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the BPF side counted for a cell over an interval, summed over CPUs. How long the cell's tasks ran is not among
 * it.
 *
 * <p>At each interval there are some for every cell: they are one array each, and those of an idle cell none at all.
 */
public final class CellCounters {
    private static final CellCounter[] ALL = CellCounter.values();

    /** Nothing counted. */
    public static final CellCounters ZERO = new CellCounters(new long[ALL.length]);

    // In the order of the constants.
    private final long[] counts;

    private CellCounters(long[] counts) {
        this.counts = counts;
    }

    /** Makes some of those that are not 0. */
    public CellCounters(Map<CellCounter, Long> counts) {
        this(new long[ALL.length]);
        counts.forEach((counter, count) -> this.counts[counter.place()] = count);
    }

    /**
     * Makes some of an array that the caller does not touch any more.
     *
     * @param counts all of them in the order of the constants
     */
    public static CellCounters owning(long[] counts) {
        if (counts.length != ALL.length) {
            throw new IllegalArgumentException(counts.length + " counters");
        }
        return new CellCounters(counts);
    }

    /** Returns one of them. */
    public long get(CellCounter counter) {
        return counts[counter.place()];
    }

    /** Returns the number of scheduling decisions. */
    public long decisions() {
        return get(CellCounter.LOCAL)
                + get(CellCounter.CPU_QUEUE)
                + get(CellCounter.CELL_QUEUE)
                + get(CellCounter.BORROWED);
    }

    /** Returns the sum of what was counted for all of these, counter by counter. */
    static CellCounters sum(List<CellUsage> all) {
        long[] sums = new long[ALL.length];
        for (CellUsage each : all) {
            long[] more = each.counted().counts;
            for (int i = 0; i < sums.length; i++) {
                sums[i] += more[i];
            }
        }
        return new CellCounters(sums);
    }

    /** Returns what these and others are together, counter by counter. */
    CellCounters plus(CellCounters more) {
        if (more.equals(ZERO)) {
            return this;
        }
        long[] sums = counts.clone();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more.counts[i];
        }
        return new CellCounters(sums);
    }

    /** Returns how the decisions fell, then what else is not 0. */
    String describe() {
        StringBuilder text = new StringBuilder();
        for (CellCounter counter : ALL) {
            if (get(counter) != 0 || counter.compareTo(CellCounter.BORROWED) <= 0) {
                text.append(text.isEmpty() ? "" : " ").append(counter.field());
                text.append('=').append(get(counter));
            }
        }
        return text.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CellCounters counters && Arrays.equals(counts, counters.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return describe();
    }
}
