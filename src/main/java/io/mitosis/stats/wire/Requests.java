// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests: a line in, a line out. Nothing that can be asked throws.
 *
 * <p>Many ask for the same snapshot, so the text of the last one is kept. For one thread.
 *
 * @param <S> a snapshot
 */
public final class Requests<S> {
    /** Invalid argument: errno(3). */
    private static final int EINVAL = 22;

    private final StatsSource<S> source;
    private @Nullable S written;
    private byte[] statistics = new byte[0];
    private byte[] meta = new byte[0];

    /** Makes what answers by the latest snapshot of a source. */
    public Requests(StatsSource<S> source) {
        this.source = source;
    }

    /** Returns the reply to a request, both as one line; the reply's ends. It must not be changed. */
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

    // What is equal is the same here, and comparing what is not would take longer than writing it.
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
