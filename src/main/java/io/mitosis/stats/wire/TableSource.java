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
    private final List<Metric<S>> metrics;
    private final Supplier<@Nullable S> snapshots;
    private final StatsJson<S> json;

    /**
     * Creates a source.
     *
     * @param description a title of the statistics, for people
     * @param metrics the table of metrics
     * @param snapshots returns the latest snapshot; null if there is none yet
     */
    public TableSource(String description, List<Metric<S>> metrics, Supplier<@Nullable S> snapshots) {
        this.description = description;
        this.metrics = List.copyOf(metrics);
        this.snapshots = snapshots;
        json = new StatsJson<>(metrics);
    }

    @Override
    public @Nullable S latest() {
        return snapshots.get();
    }

    @Override
    public void write(S snapshot, JsonGenerator generator) throws IOException {
        json.write(snapshot, generator);
    }

    @Override
    public void writeMeta(JsonGenerator generator) throws IOException {
        MetaJson.write(description, metrics, generator);
    }
}
