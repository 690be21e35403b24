// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.metrics;

import io.mitosis.cells.stats.LimitStats;
import io.mitosis.cells.stats.Limits;
import io.mitosis.metrics.MetricFamily;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The metrics of each limit. The BPF side has room for a thousand, so there are no more series than that. */
final class LimitPage {
    private static final double NANOS = 1e9;

    private LimitPage() {}

    static void addTo(List<MetricSnapshot> all, Limits limits) {
        all.add(MetricFamily.counter(
                        "mitosis_cpu_limits_missed",
                        "Times that a task ran whose cpu.max is not in force as there is no room for it.")
                .add((double) limits.missed())
                .build());
        all.add(family(
                MetricFamily.gauge("mitosis_cgroup_cpu_limit_cpus", "CPUs that cpu.max allows: quota by period."),
                limits,
                limit -> (double) limit.usage().quota() / limit.usage().period()));
        all.add(family(
                MetricFamily.counter("mitosis_cgroup_cpu_periods", "Periods of cpu.max in which a task ran or waited."),
                limits,
                limit -> limit.usage().total().periods()));
        all.add(family(
                MetricFamily.counter(
                        "mitosis_cgroup_cpu_throttled_periods", "Periods at whose end cpu.max throttled the cgroup."),
                limits,
                limit -> limit.usage().total().throttled()));
        all.add(family(
                MetricFamily.counter(
                        "mitosis_cgroup_cpu_throttled_seconds",
                        "Time for which cpu.max throttled the cgroup.",
                        Unit.SECONDS),
                limits,
                limit -> limit.usage().total().nanos() / NANOS));
        all.add(family(
                MetricFamily.gauge("mitosis_cgroup_cpu_throttled_tasks", "Tasks that wait because of cpu.max."),
                limits,
                limit -> limit.usage().waiting()));
    }

    private static MetricSnapshot family(MetricFamily family, Limits limits, ToDoubleFunction<LimitStats> value) {
        for (LimitStats limit : limits.inForce()) {
            family.add(value.applyAsDouble(limit), "cgroup", limit.cgroupPath(), "cgid", limit.cgid());
        }
        return family.build();
    }
}
