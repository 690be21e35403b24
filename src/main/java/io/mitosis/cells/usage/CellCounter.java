// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

import java.util.List;
import java.util.stream.Stream;

/**
 * The counters that the BPF side keeps per CPU and cell, with one row each. The JSON and its description,
 * {@code --help-stats} and OpenMetrics follow from these rows.
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
            "tasks moved to a CPU that they may use, from a queue where they no longer belonged"),
    SHRUNK_TO_MAX(
            "shrunk_to_max",
            Kind.NUMBER,
            "slice_shrink_max",
            "shrunk_slices",
            "to",
            "max",
            "slices cut to --slice-shrink-max-us"),
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
            "slices cut to --slice-shrink-min-us"),
    CLAMPED("clamped", Kind.NUMBER, "clamped", "clamped", "times that a task's lead over the clock was cut");

    /** The form in which the JSON shows a counter. */
    public enum Kind {
        /** A percentage of all scheduling decisions of the cell. */
        SHARE,
        /** The plain number. */
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

    /** Returns the name of the field in {@code struct cell_usage}. */
    public String field() {
        return field;
    }

    /** Returns the form in which the JSON shows the counter. */
    public Kind kind() {
        return kind;
    }

    /** Returns the name of the member in the JSON. */
    public String json() {
        return json;
    }

    /** Returns the name in OpenMetrics without the prefix and the suffix that all counters have. */
    public String series() {
        return series;
    }

    /** Returns the label that distinguishes the counters of one series; empty if the series has one counter. */
    public String label() {
        return label;
    }

    /** Returns the value of {@link #label} for this counter. */
    public String value() {
        return value;
    }

    /** Returns a phrase that says which events are counted, in one line that begins with a lower-case letter. */
    public String sentence() {
        return sentence;
    }

    /** Returns the index of the counter in the order of the constants, from 0. */
    @SuppressWarnings("EnumOrdinal") // the order counts nowhere else
    public int index() {
        return ordinal();
    }

    /** Returns the counters of a series. */
    public static List<CellCounter> ofSeries(String series) {
        return Stream.of(values())
                .filter(counter -> counter.series.equals(series))
                .toList();
    }
}
