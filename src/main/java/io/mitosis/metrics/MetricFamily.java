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

/** Builder of a metric. */
public final class MetricFamily {
    private final MetricMetadata metadata;
    private final boolean counter;
    private final List<CounterDataPointSnapshot> counts = new ArrayList<>();
    private final List<GaugeDataPointSnapshot> values = new ArrayList<>();

    private MetricFamily(String name, String help, @Nullable Unit unit, boolean counter) {
        metadata = unit == null ? new MetricMetadata(name, help) : new MetricMetadata(name, help, unit);
        this.counter = counter;
    }

    /** Begins a gauge. */
    public static MetricFamily gauge(String name, String help) {
        return new MetricFamily(name, help, null, false);
    }

    /** Begins a gauge whose name ends in the unit. */
    public static MetricFamily gauge(String name, String help, Unit unit) {
        return new MetricFamily(name, help, unit, false);
    }

    /** Begins a counter; {@code _total} is appended to its name. */
    public static MetricFamily counter(String name, String help) {
        return new MetricFamily(name, help, null, true);
    }

    /** Begins a counter in a unit; the unit and {@code _total} are appended to its name. */
    public static MetricFamily counter(String name, String help, Unit unit) {
        return new MetricFamily(name, help, unit, true);
    }

    /** Adds a value with labels, given as names and values in turn. */
    public MetricFamily add(double value, String... labels) {
        return add(value, Labels.of(labels));
    }

    /** Adds a value with its labels. */
    public MetricFamily add(double value, Labels labels) {
        if (counter) {
            counts.add(new CounterDataPointSnapshot(value, labels, null, 0L));
        } else {
            values.add(new GaugeDataPointSnapshot(value, labels, null));
        }
        return this;
    }

    /** Returns the metric with the values that were added. */
    public MetricSnapshot build() {
        return counter ? new CounterSnapshot(metadata, counts) : new GaugeSnapshot(metadata, values);
    }
}
