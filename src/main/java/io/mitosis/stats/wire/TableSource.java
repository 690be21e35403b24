// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mitosis.stats.Metric;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Source of statistics that a table of metrics describes.
 *
 * @param <S> the type of a snapshot
 */
public final class TableSource<S> implements StatsSource<S> {
    private final String description;
    private final Supplier<List<Metric<S>>> metrics;
    private final Supplier<@Nullable S> snapshots;
    // Made at the first request: most daemons start without one.
    private volatile @Nullable StatsJson<S> json;

    /**
     * Creates a source.
     *
     * @param description a title of the statistics, for people
     * @param metrics the table of metrics
     * @param snapshots returns the latest snapshot; null if there is none yet
     */
    public TableSource(String description, Supplier<List<Metric<S>>> metrics, Supplier<@Nullable S> snapshots) {
        this.description = description;
        this.metrics = metrics;
        this.snapshots = snapshots;
    }

    @Override
    public @Nullable S latest() {
        return snapshots.get();
    }

    @Override
    public void write(S snapshot, JsonGenerator generator) throws IOException {
        StatsJson<S> writer = json;
        if (writer == null) {
            writer = new StatsJson<>(metrics.get());
            json = writer;
        }
        writer.write(snapshot, generator);
    }

    @Override
    public void writeMeta(JsonGenerator generator) throws IOException {
        MetaJson.write(description, metrics.get(), generator);
    }
}
