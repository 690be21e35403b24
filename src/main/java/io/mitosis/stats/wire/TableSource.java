// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mitosis.stats.Metric;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Statistics that are one flat table.
 *
 * @param description what they are of, for people
 * @param metrics the table
 * @param snapshots returns the latest snapshot
 * @param <S> a snapshot
 */
public record TableSource<S>(String description, List<Metric<S>> metrics, Supplier<@Nullable S> snapshots)
        implements StatsSource<S> {
    /** Sorts the metrics by name. */
    public TableSource {
        metrics = metrics.stream().sorted(Comparator.comparing(Metric::name)).toList();
    }

    @Override
    public @Nullable S latest() {
        return snapshots.get();
    }

    @Override
    public void write(S snapshot, JsonGenerator json) throws IOException {
        SnapshotJson.writeAll(metrics, snapshot, json);
    }

    @Override
    public void writeMeta(JsonGenerator json) throws IOException {
        MetaJson.write(description, metrics, json);
    }
}
