// SPDX-License-Identifier: Apache-2.0
package io.mitosis.demand;

/** What the BPF side counts per CPU and cell. */
public enum CellCounter {
    /** Decisions that found an idle CPU of the cell. */
    LOCAL("local"),
    /** Decisions that queued a task on one CPU's own queue. */
    CPU_QUEUE("cpu_dsq"),
    /** Decisions that queued a task on the cell's queue. */
    CELL_QUEUE("cell_dsq"),
    /** Decisions that queued a task whose affinity does not cover its cell. */
    AFFINITY_VIOLATIONS("affinity_violations"),
    /** Decisions that found an idle CPU of another cell. */
    BORROWED("borrowed"),
    /** Tasks taken from the cell's queue of another last-level cache. */
    STEALS("steals"),
    /** Tasks taken from a queue whose last-level cache has no CPU of the cell any more. */
    DRAINED("drained"),
    /** Other tasks moved on: to a CPU that they may use, from a queue where they no longer belonged. */
    DRAINED_BY_AFFINITY("drained_by_affinity"),
    /** Times that a task's lead over the clock was cut. */
    CLAMPED("clamped"),
    /** Tasks pinned to several, not all, CPUs of their cell that were let pass because a cpuset was being changed. */
    PIN_REJECTIONS_SKIPPED("pin_rejections_skipped"),
    /** Slices cut to the upper bound because a pinned task waited. */
    SHRUNK_TO_MAX("shrunk_to_max"),
    /** Slices cut to twice what the pinned task that waited runs at a time. */
    SHRUNK_PROPORTIONALLY("shrunk_proportionally"),
    /** Slices cut to the lower bound because a pinned task waited. */
    SHRUNK_TO_MIN("shrunk_to_min");

    private final String field;

    CellCounter(String field) {
        this.field = field;
    }

    /** Returns how {@code struct cell_usage} calls it. */
    public String field() {
        return field;
    }

    /** Returns its place in the order of the constants, from 0 on. */
    @SuppressWarnings("EnumOrdinal") // this is the one place where the order counts
    public int place() {
        return ordinal();
    }
}
