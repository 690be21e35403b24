// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the BPF side counts per CPU and cell: a row each, which the JSON, its description, {@code --help-stats} and
 * OpenMetrics follow.
 */
public enum CellCounter {
    LOCAL(
            "local",
            Kind.SHARE,
            "local_q_pct",
            "decisions",
            "queue",
            "local",
            "decisions that found an idle CPU of the cell"),
    CPU_QUEUE(
            "cpu_dsq",
            Kind.SHARE,
            "cpu_q_pct",
            "decisions",
            "queue",
            "cpu",
            "decisions that queued a task on one CPU's own queue"),
    CELL_QUEUE(
            "cell_dsq",
            Kind.SHARE,
            "cell_q_pct",
            "decisions",
            "queue",
            "cell",
            "decisions that queued a task on the cell's queue"),
    AFFINITY_VIOLATIONS(
            "affinity_violations",
            Kind.SHARE,
            "affn_violations_pct",
            "affinity_violations",
            "decisions that queued a task whose affinity does not cover its cell"),
    BORROWED(
            "borrowed",
            Kind.SHARE,
            "borrowed_pct",
            "decisions",
            "queue",
            "borrowed",
            "decisions that found an idle CPU of another cell"),
    STEALS("steals", Kind.SHARE, "steal_pct", "steals", "tasks taken from the cell's queue in another cache"),
    PIN_REJECTIONS_SKIPPED(
            "pin_rejections_skipped",
            Kind.SHARE,
            "pin_skip_pct",
            "pin_rejections_skipped",
            "tasks pinned to several CPUs let pass because a cpuset was being changed"),
    DRAINED(
            "drained",
            Kind.NUMBER,
            "drain_cnt",
            "drained",
            "tasks moved on from a cache in which the cell has no CPU any more"),
    DRAINED_BY_AFFINITY(
            "drained_by_affinity",
            Kind.NUMBER,
            "drain_affn_cnt",
            "drained_by_affinity",
            "other tasks moved on: to a CPU that they may use, from a queue where they no longer belonged"),
    SHRUNK_TO_MAX(
            "shrunk_to_max",
            Kind.NUMBER,
            "slice_shrink_max",
            "shrunk_slices",
            "to",
            "max",
            "slices cut to the upper bound"),
    SHRUNK_PROPORTIONALLY(
            "shrunk_proportionally",
            Kind.NUMBER,
            "slice_shrink_proportional",
            "shrunk_slices",
            "to",
            "proportional",
            "slices cut to twice what the waiting task runs at a time"),
    SHRUNK_TO_MIN(
            "shrunk_to_min",
            Kind.NUMBER,
            "slice_shrink_min",
            "shrunk_slices",
            "to",
            "min",
            "slices cut to the lower bound"),
    CLAMPED("clamped", Kind.NUMBER, "clamped", "clamped", "times that a task's lead over the clock was cut");

    /** How the JSON shows a counter. */
    public enum Kind {
        /** In percent of all scheduling decisions of the cell. */
        SHARE,
        /** As it is. */
        NUMBER
    }

    private final String field;
    private final Kind kind;
    private final String json;
    private final String series;
    private final String label;
    private final String value;
    private final String sentence;

    CellCounter(String field, Kind kind, String json, String series, String sentence) {
        this(field, kind, json, series, "", "", sentence);
    }

    CellCounter(String field, Kind kind, String json, String series, String label, String value, String sentence) {
        this.field = field;
        this.kind = kind;
        this.json = json;
        this.series = series;
        this.label = label;
        this.value = value;
        this.sentence = sentence;
    }

    /** Returns how {@code struct cell_usage} calls it. */
    public String field() {
        return field;
    }

    /** Returns how the JSON shows it. */
    public Kind kind() {
        return kind;
    }

    /** Returns how the JSON calls it. */
    public String json() {
        return json;
    }

    /** Returns how OpenMetrics calls it, without the prefix and the suffix that all counters have. */
    public String series() {
        return series;
    }

    /** Returns the label that tells the counters of one series apart; empty if there is one only. */
    public String label() {
        return label;
    }

    /** Returns the value of that label. */
    public String value() {
        return value;
    }

    /** Returns what it counts, in a line without a capital. */
    public String sentence() {
        return sentence;
    }

    /** Returns its place in the order of the constants, from 0 on. */
    @SuppressWarnings("EnumOrdinal") // this is the one place where the order counts
    public int place() {
        return ordinal();
    }

    /** Returns the counters of a series. */
    public static List<CellCounter> ofSeries(String series) {
        return Stream.of(values())
                .filter(counter -> counter.series.equals(series))
                .toList();
    }
}
