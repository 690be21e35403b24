// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.metrics;

import io.mitosis.cells.stats.Activity;
import io.mitosis.cells.usage.CellCounter;

/** What one cell, or all of them, did since it was seen first. Grows with each interval. */
final class CellTotals {
    private static final CellCounter[] COUNTERS = CellCounter.values();
    private static final double NANOS = 1e9;

    // In the order of the constants: adding up happens in the loop, and costs least so.
    private final long[] counts;
    private long runningNanos;

    CellTotals() {
        counts = new long[COUNTERS.length];
    }

    private CellTotals(CellTotals from) {
        counts = from.counts.clone();
        runningNanos = from.runningNanos;
    }

    /** Adds what an interval brought. */
    void add(Activity interval) {
        runningNanos += interval.usage().runningNanos();
        for (CellCounter counter : COUNTERS) {
            counts[counter.index()] += interval.counted().get(counter);
        }
    }

    /** Returns what it is now, which nothing is added to. */
    CellTotals copy() {
        return new CellTotals(this);
    }

    long get(CellCounter counter) {
        return counts[counter.index()];
    }

    double runningSeconds() {
        return runningNanos / NANOS;
    }
}
