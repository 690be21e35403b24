// SPDX-License-Identifier: Apache-2.0
package io.mitosis.demand;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the BPF side counts for a cell, summed over CPUs: either since the scheduler was loaded or over an interval. How
 * long the cell's tasks ran is counted per CPU, in {@link RunningTimes}.
 *
 * @param counts those that are not 0
 */
public record CellCounters(Map<CellCounter, Long> counts) {
    /** Nothing counted. */
    public static final CellCounters ZERO = new CellCounters(Map.of());

    /** Copies the map, zeros left out. */
    public CellCounters {
        Map<CellCounter, Long> copy = new EnumMap<>(CellCounter.class);
        counts.forEach((counter, count) -> {
            if (count != 0) {
                copy.put(counter, count);
            }
        });
        counts = Collections.unmodifiableMap(copy);
    }

    /** Returns one of them. */
    public long get(CellCounter counter) {
        return counts.getOrDefault(counter, 0L);
    }

    /** Returns the number of scheduling decisions. */
    public long decisions() {
        return get(CellCounter.LOCAL)
                + get(CellCounter.CPU_QUEUE)
                + get(CellCounter.CELL_QUEUE)
                + get(CellCounter.BORROWED);
    }

    /** Returns the sum of both, counter by counter. */
    public CellCounters plus(CellCounters other) {
        Map<CellCounter, Long> sums = new EnumMap<>(CellCounter.class);
        for (CellCounter counter : CellCounter.values()) {
            sums.put(counter, get(counter) + other.get(counter));
        }
        return new CellCounters(sums);
    }

    /** Returns what was counted after {@code before}, counter by counter; never negative. */
    public CellCounters since(CellCounters before) {
        Map<CellCounter, Long> growths = new EnumMap<>(CellCounter.class);
        for (CellCounter counter : CellCounter.values()) {
            growths.put(counter, growth(before.get(counter), get(counter)));
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
        for (CellCounter counter : CellCounter.values()) {
            if (get(counter) != 0 || counter.compareTo(CellCounter.BORROWED) <= 0) {
                text.append(text.isEmpty() ? "" : " ").append(counter.field());
                text.append('=').append(get(counter));
            }
        }
        return text.toString();
    }
}
