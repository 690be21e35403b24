// SPDX-License-Identifier: Apache-2.0
package io.mitosis.fifo;

import io.mitosis.stats.Metric;
import java.time.Duration;
import java.util.List;

/**
 * Counters since the scheduler was attached, and the slice in force.
 *
 * @param startedIdle number of times that a task started at once on an idle CPU
 * @param queued number of times that a task was queued
 * @param slice the time slice of a task
 */
record FifoStats(long startedIdle, long queued, Duration slice) {
    /** The table from which JSON, its description and the metrics for Prometheus are made. */
    static final List<Metric<FifoStats>> METRICS = List.of(
            Metric.number("started_idle", "times that a task started at once on an idle CPU", FifoStats::startedIdle),
            Metric.number("queued", "times that a task was queued", FifoStats::queued),
            Metric.micros("slice_us", "how long a task may run at a stretch", stats -> stats.slice.toNanos() / 1000));
}
