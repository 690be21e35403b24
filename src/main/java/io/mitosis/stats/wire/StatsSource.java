// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Source of a scheduler's statistics, and of their description. Thread-safe.
 *
 * @param <S> the type of a snapshot, which is immutable
 */
public interface StatsSource<S> {
    /** Returns the latest snapshot; null if there is none yet. */
    @Nullable
    S latest();

    /**
     * Writes a snapshot as one JSON value.
     *
     * @throws IOException if the generator fails
     */
    void write(S snapshot, JsonGenerator json) throws IOException;

    /**
     * Writes the description of the statistics as one JSON value, as existing tools of sched_ext schedulers read it.
     *
     * @throws IOException if the generator fails
     */
    void writeMeta(JsonGenerator json) throws IOException;
}
