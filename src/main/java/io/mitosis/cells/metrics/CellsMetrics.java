// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.metrics;

import io.mitosis.cells.stats.Snapshot;
import io.mitosis.metrics.MetricFamily;
import io.mitosis.metrics.MetricsSource;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The metrics of the cells, summed over all intervals. */
public final class CellsMetrics implements MetricsSource {
    private final CounterTotals totals = new CounterTotals();
    private final LongSupplier failures;

    /**
     * Creates metrics with all counters at 0.
     *
     * @param failures number of configurations that could not be made or put in force; called by any thread
     */
    public CellsMetrics(LongSupplier failures) {
        this.failures = failures;
    }

    /** Adds the snapshot of an interval. Called by the event loop; it takes microseconds. */
    public void accept(Snapshot snapshot) {
        totals.add(snapshot);
    }

    @Override
    public List<MetricSnapshot> read() {
        List<MetricSnapshot> all = new ArrayList<>();
        all.add(MetricFamily.counter(
                        "mitosis_config_failures", "Configurations that could not be made or put in force.")
                .add((double) failures.getAsLong())
                .build());
        CounterTotals.Sum sum = totals.sum();
        Snapshot latest = sum.latest();
        if (latest != null) {
            all.addAll(MachinePage.of(latest, sum.all()));
            CellPage.addTo(all, latest, sum.cells());
            LimitPage.addTo(all, latest.limits());
        }
        return all;
    }
}
