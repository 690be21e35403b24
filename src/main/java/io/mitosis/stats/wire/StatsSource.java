// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of a scheduler, and what they mean. For any thread.
 *
 * @param <S> a snapshot of them, which never changes
 */
public interface StatsSource<S> {
    /** Returns the latest snapshot; null if there is none yet. */
    @Nullable
    S latest();

    /**
     * Writes a snapshot as one JSON value.
     *
     * @throws IOException if the generator does
     */
    void write(S snapshot, JsonGenerator json) throws IOException;

    /**
     * Writes what the statistics mean as one JSON value, as existing tools of sched_ext schedulers read it.
     *
     * @throws IOException if the generator does
     */
    void writeMeta(JsonGenerator json) throws IOException;
}
