// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mitosis.stats.Snapshot;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of the cells.
 *
 * @param snapshots returns the latest; null if there is none yet
 */
public record SnapshotSource(Supplier<@Nullable Snapshot> snapshots) implements StatsSource<Snapshot> {
    @Override
    public @Nullable Snapshot latest() {
        return snapshots.get();
    }

    @Override
    public void write(Snapshot snapshot, JsonGenerator json) throws IOException {
        SnapshotJson.write(snapshot, json);
    }

    @Override
    public void writeMeta(JsonGenerator json) throws IOException {
        MetaJson.write(json);
    }
}
