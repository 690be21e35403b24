// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.stats;

import io.mitosis.cells.usage.CellCounter;
import io.mitosis.stats.Metric;
import java.util.ArrayList;
import java.util.List;

/** The metrics of each cell, and of all cells together. Counts are those of the last interval. */
final class ActivityMetrics {
    static final List<Metric<Activity>> ALL = all();

    private ActivityMetrics() {}

    private static List<Metric<Activity>> all() {
        List<Metric<Activity>> all = new ArrayList<>();
        for (CellCounter counter : CellCounter.values()) {
            all.add(ofCounter(counter));
        }
        all.addAll(List.of(
                Metric.number("slice_shrink", "slices cut because a pinned task waited", Activity::slicesShrunk),
                Metric.number(
                        "total_decisions",
                        "scheduling decisions",
                        activity -> activity.counted().decisions()),
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
                Metric.text(
                        "cpus",
                        "the CPUs it owns, as a list",
                        activity -> activity.cpus().toString())));
        return List.copyOf(all);
    }

    private static Metric<Activity> ofCounter(CellCounter counter) {
        return switch (counter.kind()) {
            case SHARE ->
                Metric.percent(counter.json(), counter.sentence(), activity -> activity.percentOfDecisions(counter));
            case NUMBER ->
                Metric.number(
                        counter.json(),
                        counter.sentence(),
                        activity -> activity.counted().get(counter));
        };
    }
}
