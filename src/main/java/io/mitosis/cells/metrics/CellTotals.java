// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.metrics;

import io.mitosis.cells.stats.Activity;
import io.mitosis.cells.usage.CellCounter;

/** Counters of one cell, or of all cells, since it was first seen. They grow with each interval. */
final class CellTotals {
    private static final CellCounter[] COUNTERS = CellCounter.values();
    private static final double NANOS = 1e9;

    // An array in the order of the constants, since the event loop adds to it.
    private final long[] counts;
    private long runningNanos;

    CellTotals() {
        counts = new long[COUNTERS.length];
    }

    private CellTotals(CellTotals from) {
        counts = from.counts.clone();
        runningNanos = from.runningNanos;
    }

    /** Adds the activity of an interval. */
    void add(Activity interval) {
        runningNanos += interval.usage().runningNanos();
        for (CellCounter counter : COUNTERS) {
            counts[counter.index()] += interval.counted().get(counter);
        }
    }

    /** Returns an independent copy of the current values. */
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
