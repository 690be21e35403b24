// SPDX-License-Identifier: Apache-2.0
package io.mitosis.demand;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the BPF side counts for a cell, summed over CPUs: either since the scheduler was loaded or over an interval. How
 * long the cell's tasks ran is counted per CPU, in {@link RunningTimes}.
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

    /** Returns the sum of all, counter by counter. */
    public static CellCounters sum(Iterable<CellCounters> all) {
        long[] sums = new long[ALL.length];
        for (CellCounters each : all) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += each.counts[i];
            }
        }
        return new CellCounters(sums);
    }

    /** Returns what was counted after {@code before}, counter by counter; never negative. */
    public CellCounters since(CellCounters before) {
        if (equals(before)) {
            return ZERO;
        }
        long[] growths = new long[ALL.length];
        for (int i = 0; i < growths.length; i++) {
            growths[i] = growth(before.counts[i], counts[i]);
        }
        return new CellCounters(growths);
    }

    /** A counter that went back was reset when the scheduler was loaded again: what it shows came after that. */
    static long growth(long before, long now) {
        return now >= before ? now - before : now;
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
