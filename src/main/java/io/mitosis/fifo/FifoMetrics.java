// SPDX-License-Identifier: Apache-2.0
package io.mitosis.fifo;

import io.mitosis.metrics.MetricFamily;
import io.mitosis.stats.Metric;
import io.mitosis.stats.Reading;
import io.mitosis.stats.Unit;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of the queue for Prometheus: the rows of {@link FifoStats} that count something. Loaded only if metrics are
 * enabled.
 */
final class FifoMetrics {
    private static final String PREFIX = "mitosis_" + FifoModule.NAME + "_";

    private FifoMetrics() {}

    static List<MetricSnapshot> of(@Nullable FifoStats latest) {
        List<MetricSnapshot> counters = new ArrayList<>();
        if (latest == null) {
            return counters;
        }
        for (Metric<FifoStats> metric : FifoStats.METRICS) {
            // Every number without a unit grows while the scheduler is attached; a re-attachment starts at 0. A
            // scheduler that has other numbers needs MetricFamily.gauge() for them.
            if (metric.unit() == Unit.NUMBER && metric.reading() instanceof Reading.Integral<FifoStats> count) {
                counters.add(MetricFamily.counter(PREFIX + metric.name(), metric.sentence() + ".")
                        .add((double) count.from().applyAsLong(latest))
                        .build());
            }
        }
        return counters;
    }
}
