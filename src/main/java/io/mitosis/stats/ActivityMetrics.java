// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats;

import io.mitosis.demand.CellCounter;
import java.util.List;

/** The metrics that each cell has, and all cells together. Numbers count the last interval. */
final class ActivityMetrics {
    static final List<Metric<Activity>> ALL = List.of(
            ofDecisions("local_q_pct", "decisions that found an idle CPU of the cell", CellCounter.LOCAL),
            ofDecisions("cpu_q_pct", "decisions that queued a task on one CPU's own queue", CellCounter.CPU_QUEUE),
            ofDecisions("cell_q_pct", "decisions that queued a task on the cell's queue", CellCounter.CELL_QUEUE),
            ofDecisions("borrowed_pct", "decisions that found an idle CPU of another cell", CellCounter.BORROWED),
            ofDecisions(
                    "affn_violations_pct",
                    "decisions that queued a task whose affinity does not cover its cell",
                    CellCounter.AFFINITY_VIOLATIONS),
            ofDecisions("steal_pct", "tasks taken from the cell's queue in another cache", CellCounter.STEALS),
            ofDecisions(
                    "pin_skip_pct",
                    "tasks pinned to several CPUs let pass because a cpuset was being changed",
                    CellCounter.PIN_REJECTIONS_SKIPPED),
            Metric.percent(
                    "share_of_decisions_pct", "its decisions, of those of all cells", Activity::shareOfDecisions),
            Metric.percent(
                    "util_pct",
                    "time that its tasks ran, of what its CPUs could do; over 100 if they ran on CPUs of others",
                    activity -> activity.usage().utilizationPercent()),
            Metric.percent(
                    "demand_borrow_pct",
                    "time that its tasks ran on CPUs of others, of all the time that they ran",
                    activity -> activity.usage().borrowedPercent()),
            Metric.percent(
                    "lent_pct",
                    "time that its CPUs ran tasks of others, of what its CPUs could do",
                    activity -> activity.usage().lentPercent()),
            Metric.number(
                    "total_decisions",
                    "scheduling decisions",
                    activity -> activity.counted().decisions()),
            counted(
                    "drain_cnt",
                    "tasks moved on from a cache in which the cell has no CPU any more",
                    CellCounter.DRAINED),
            counted(
                    "drain_affn_cnt",
                    "other tasks moved on: to a CPU that they may use, from a queue where they no longer belonged",
                    CellCounter.DRAINED_BY_AFFINITY),
            Metric.number("slice_shrink", "slices cut because a pinned task waited", Activity::slicesShrunk),
            counted("slice_shrink_max", "slices cut to the upper bound", CellCounter.SHRUNK_TO_MAX),
            counted(
                    "slice_shrink_proportional",
                    "slices cut to twice what the waiting task runs at a time",
                    CellCounter.SHRUNK_PROPORTIONALLY),
            counted("slice_shrink_min", "slices cut to the lower bound", CellCounter.SHRUNK_TO_MIN),
            counted("clamped", "times that a task's lead over the clock was cut", CellCounter.CLAMPED),
            Metric.text(
                    "cpus",
                    "the CPUs it owns, as a list",
                    activity -> activity.cpus().toString()));

    private ActivityMetrics() {}

    private static Metric<Activity> ofDecisions(String name, String description, CellCounter counter) {
        return Metric.percent(name, description, activity -> activity.percentOfDecisions(counter));
    }

    private static Metric<Activity> counted(String name, String description, CellCounter counter) {
        return Metric.number(name, description, activity -> activity.counted().get(counter));
    }
}
