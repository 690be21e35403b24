// SPDX-License-Identifier: Apache-2.0
package io.mitosis.fifo;

import io.mitosis.stats.Metric;
import java.time.Duration;
import java.util.List;

/**
 * What the scheduler has done since it was attached.
 *
 * @param startedIdle how many tasks started at once on an idle CPU
 * @param queued how many tasks waited in the queue
 * @param slice how long a task may run at a stretch
 */
record FifoStats(long startedIdle, long queued, Duration slice) {
    /** The table that JSON, its description and the metrics for Prometheus follow. */
    static final List<Metric<FifoStats>> METRICS = List.of(
            Metric.number("started_idle", "tasks that started at once on an idle CPU", FifoStats::startedIdle),
            Metric.number("queued", "tasks that waited in the queue", FifoStats::queued),
            Metric.micros("slice_us", "how long a task may run at a stretch", stats -> stats.slice.toNanos() / 1000));
}
