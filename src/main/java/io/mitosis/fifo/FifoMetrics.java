// SPDX-License-Identifier: Apache-2.0
package io.mitosis.fifo;

import io.mitosis.metrics.MetricFamily;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Metrics of the queue for Prometheus. Loaded only if metrics are enabled. */
final class FifoMetrics {
    private FifoMetrics() {}

    static List<MetricSnapshot> of(@Nullable FifoStats latest) {
        if (latest == null) {
            return List.of();
        }
        return List.of(
                MetricFamily.counter("mitosis_fifo_started_idle", "Tasks that started at once on an idle CPU.")
                        .add((double) latest.startedIdle())
                        .build(),
                MetricFamily.counter("mitosis_fifo_queued", "Tasks that waited in the queue.")
                        .add((double) latest.queued())
                        .build());
    }
}
