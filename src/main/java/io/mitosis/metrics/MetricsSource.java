// SPDX-License-Identifier: Apache-2.0
package io.mitosis.metrics;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/** Source of a scheduler's own metrics. Thread-safe. */
@FunctionalInterface
public interface MetricsSource {
    /** Returns the metrics as they are now, each with a name that begins with {@code mitosis_}. */
    List<MetricSnapshot> read();
}
