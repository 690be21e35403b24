// SPDX-License-Identifier: Apache-2.0
package io.mitosis.metrics;

import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;

/** Builds the page of metrics: those of the host, which every scheduler has, and those of the scheduler. */
final class MetricsPage {
    private MetricsPage() {}

    static MetricSnapshots of(Build build, boolean attached, MetricsSource scheduler) {
        List<MetricSnapshot> all = new ArrayList<>(scheduler.read());
        all.add(InfoSnapshot.builder()
                .name("mitosis_build")
                .help("What runs.")
                .dataPoint(new InfoSnapshot.InfoDataPointSnapshot(
                        Labels.of("version", build.version(), "commit", build.commit(), "target", build.target())))
                .build());
        all.add(MetricFamily.gauge("mitosis_scheduler_attached", "1 while the kernel schedules by mitosis.")
                .add(attached ? 1 : 0)
                .build());
        return new MetricSnapshots(all);
    }
}
