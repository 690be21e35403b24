// SPDX-License-Identifier: Apache-2.0
package io.mitosis.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A metric while its values are gathered. */
final class Family {
    private final MetricMetadata metadata;
    private final boolean counter;
    private final List<CounterDataPointSnapshot> counts = new ArrayList<>();
    private final List<GaugeDataPointSnapshot> values = new ArrayList<>();

    private Family(String name, String help, @Nullable Unit unit, boolean counter) {
        metadata = unit == null ? new MetricMetadata(name, help) : new MetricMetadata(name, help, unit);
        this.counter = counter;
    }

    static Family gauge(String name, String help) {
        return new Family(name, help, null, false);
    }

    static Family gauge(String name, String help, Unit unit) {
        return new Family(name, help, unit, false);
    }

    /** Makes one whose name gets {@code _total} behind it. */
    static Family counter(String name, String help) {
        return new Family(name, help, null, true);
    }

    static Family counter(String name, String help, Unit unit) {
        return new Family(name, help, unit, true);
    }

    /** Adds a value with its labels, name and value in turn. */
    Family add(double value, String... labels) {
        return add(value, Labels.of(labels));
    }

    Family add(double value, Labels labels) {
        if (counter) {
            counts.add(new CounterDataPointSnapshot(value, labels, null, 0L));
        } else {
            values.add(new GaugeDataPointSnapshot(value, labels, null));
        }
        return this;
    }

    MetricSnapshot build() {
        return counter ? new CounterSnapshot(metadata, counts) : new GaugeSnapshot(metadata, values);
    }
}
