// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counters of one cell over an interval, summed over CPUs. The run time of its tasks is not among them.
 *
 * <p>Every interval creates an instance for every active cell, so it is a single array. Idle cells share {@link #ZERO}.
 */
public final class CellCounters {
    private static final CellCounter[] ALL = CellCounter.values();

    /** All counters at 0. */
    public static final CellCounters ZERO = new CellCounters(new long[ALL.length]);

    // In the order of the constants.
    private final long[] counts;

    private CellCounters(long[] counts) {
        this.counts = counts;
    }

    /** Creates counters from those that are not 0. */
    public CellCounters(Map<CellCounter, Long> counts) {
        this(new long[ALL.length]);
        counts.forEach((counter, count) -> this.counts[counter.index()] = count);
    }

    /**
     * Returns counters that take an array over, which the caller must not change any more.
     *
     * @param counts all counters in the order of the constants
     * @throws IllegalArgumentException if their number is wrong
     */
    public static CellCounters owning(long[] counts) {
        if (counts.length != ALL.length) {
            throw new IllegalArgumentException(counts.length + " counters");
        }
        return new CellCounters(counts);
    }

    /** Returns the value of a counter. */
    public long get(CellCounter counter) {
        return counts[counter.index()];
    }

    /** Returns the number of scheduling decisions. */
    public long decisions() {
        return get(CellCounter.LOCAL)
                + get(CellCounter.CPU_QUEUE)
                + get(CellCounter.CELL_QUEUE)
                + get(CellCounter.BORROWED);
    }

    /** Returns the sum over cells, counter by counter. */
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

    /** Returns the sum of these and other counters, counter by counter. */
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

    /** Returns the counters as text: those of scheduling decisions, then all others that are not 0. */
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
