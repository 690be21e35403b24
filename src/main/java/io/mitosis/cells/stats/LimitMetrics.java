// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.stats;

import io.mitosis.cells.limit.LimitUsage;
import io.mitosis.cells.limit.Throttling;
import io.mitosis.stats.Metric;
import java.util.List;
import java.util.function.ToLongFunction;

/** The metrics of each limit. Those that cpu.stat has as well have the name that they have there. */
final class LimitMetrics {
    private static final long MICRO = 1000;

    static final List<Metric<LimitStats>> ALL = List.of(
            Metric.text(
                    "cgroup_path",
                    "the cgroup that has the limit, below the root of the hierarchy; cgid and its id if that is not known",
                    LimitStats::cgroupPath),
            micros("quota_usec", "running time for each period", LimitUsage::quota),
            micros("period_usec", "length of a period", LimitUsage::period),
            micros("burst_usec", "unused quota that is kept for later periods", LimitUsage::burst),
            ofTotal(Metric.number(
                    "nr_periods",
                    "periods in which a task ran or waited, since the limit is known",
                    Throttling::periods)),
            ofTotal(Metric.number(
                    "nr_throttled",
                    "periods at whose end it was throttled, since the limit is known",
                    Throttling::throttled)),
            ofTotal(Metric.micros(
                    "throttled_usec",
                    "time for which it was throttled, since the limit is known",
                    counted -> counted.nanos() / MICRO)),
            micros("longest_throttled_usec", "longest time for which it was throttled", LimitUsage::longest),
            ofInterval(Metric.number("interval_periods", "periods in which a task ran or waited", Throttling::periods)),
            ofInterval(Metric.percent(
                    "throttled_periods_pct",
                    "periods at whose end it was throttled, of these",
                    Throttling::percentOfPeriods)),
            ofInterval(Metric.micros(
                    "interval_throttled_usec", "time for which it was throttled", counted -> counted.nanos() / MICRO)),
            Metric.number("waiting", "throttled tasks", limit -> limit.usage().waiting()),
            Metric.number(
                    "throttled",
                    "1 if it is throttled now",
                    limit -> limit.usage().throttled() ? 1 : 0));

    private LimitMetrics() {}

    private static Metric<LimitStats> micros(String name, String description, ToLongFunction<LimitUsage> nanos) {
        return Metric.micros(name, description, limit -> nanos.applyAsLong(limit.usage()) / MICRO);
    }

    private static Metric<LimitStats> ofTotal(Metric<Throttling> metric) {
        return metric.in(limit -> limit.usage().total());
    }

    private static Metric<LimitStats> ofInterval(Metric<Throttling> metric) {
        return metric.in(limit -> limit.usage().interval());
    }
}
