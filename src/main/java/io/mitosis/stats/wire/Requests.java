// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests, one line each. An invalid request gets a reply with an error, and never an exception.
 *
 * <p>Many clients ask for the same snapshot, so the reply for the last one is cached. Not thread-safe.
 *
 * @param <S> the type of a snapshot
 */
public final class Requests<S> {
    /** Invalid argument: errno(3). */
    private static final int EINVAL = 22;

    private final StatsSource<S> source;
    private @Nullable S written;
    private byte[] statistics = new byte[0];
    private byte[] meta = new byte[0];

    /** Creates an instance that answers with the latest snapshot of a source. */
    public Requests(StatsSource<S> source) {
        this.source = source;
    }

    /** Returns the reply to a request: a line with its line feed, which must not be modified. */
    public byte[] answer(String line) {
        Request request;
        try {
            request = Request.parse(line);
        } catch (IllegalArgumentException bad) {
            return refusal(String.valueOf(bad.getMessage()));
        }
        return switch (request.name()) {
            case Request.STATS ->
                request.target().equals(Request.TOP)
                        ? statistics()
                        : refusal("unknown target: there is only " + Request.TOP);
            case Request.META -> meta();
            default -> refusal("unknown request: there are " + Request.STATS + " and " + Request.META);
        };
    }

    // Snapshots are compared by identity on purpose: comparing their contents would take longer than writing them.
    @SuppressWarnings("ReferenceEquality")
    private byte[] statistics() {
        S snapshot = source.latest();
        if (snapshot == null) {
            return refusal("no statistics yet");
        }
        if (snapshot != written) {
            statistics = reply(0, json -> source.write(snapshot, json));
            written = snapshot;
        }
        return statistics;
    }

    private byte[] meta() {
        if (meta.length == 0) {
            meta = reply(0, source::writeMeta);
        }
        return meta;
    }

    private static byte[] refusal(String why) {
        return reply(EINVAL, json -> json.writeString(why));
    }

    private static byte[] reply(int errno, JsonWriting value) {
        return JsonWriting.line(json -> envelope(errno, value, json));
    }

    private static void envelope(int errno, JsonWriting value, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("errno", errno);
        json.writeObjectFieldStart("args");
        json.writeFieldName("resp");
        value.write(json);
        json.writeEndObject();
        json.writeEndObject();
    }
}
