// SPDX-License-Identifier: Apache-2.0
package io.mitosis.demand;

/**
 * What the BPF side counts for a cell, summed over CPUs: either since the scheduler was loaded or over an interval. How
 * long the cell's tasks ran is counted per CPU, in {@link RunningTimes}.
 *
 * @param local decisions that found an idle CPU
 * @param cpuQueue decisions that queued a task on one CPU's own queue
 * @param cellQueue decisions that queued a task on the cell's queue
 * @param affinityViolations decisions about a task whose affinity does not cover its cell
 * @param clamped times that a task's lead over the clock was cut
 */
public record CellCounters(long local, long cpuQueue, long cellQueue, long affinityViolations, long clamped) {
    /** Nothing counted. */
    public static final CellCounters ZERO = new CellCounters(0, 0, 0, 0, 0);

    /** Returns the number of scheduling decisions. */
    public long decisions() {
        return local + cpuQueue + cellQueue;
    }

    /** Returns the sum of both, field by field. */
    public CellCounters plus(CellCounters other) {
        return new CellCounters(
                local + other.local,
                cpuQueue + other.cpuQueue,
                cellQueue + other.cellQueue,
                affinityViolations + other.affinityViolations,
                clamped + other.clamped);
    }

    /** Returns what was counted after {@code before}, field by field; never negative. */
    public CellCounters since(CellCounters before) {
        return new CellCounters(
                growth(before.local, local),
                growth(before.cpuQueue, cpuQueue),
                growth(before.cellQueue, cellQueue),
                growth(before.affinityViolations, affinityViolations),
                growth(before.clamped, clamped));
    }

    /** A counter that went back was reset when the scheduler was loaded again: what it shows came after that. */
    static long growth(long before, long now) {
        return now >= before ? now - before : now;
    }
}
