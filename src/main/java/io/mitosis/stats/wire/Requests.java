// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mitosis.stats.Snapshot;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests: a line in, a line out. Nothing that can be asked throws.
 *
 * <p>Many ask for the same snapshot, so the text of the last one is kept. For one thread.
 */
public final class Requests {
    /** Invalid argument: errno(3). */
    private static final int EINVAL = 22;

    private static final byte[] META = reply(0, MetaJson::write);

    private final Supplier<@Nullable Snapshot> latest;
    private @Nullable Snapshot written;
    private byte[] statistics = new byte[0];

    /**
     * Makes what answers by the latest snapshot.
     *
     * @param latest returns it, null if there is none yet
     */
    public Requests(Supplier<@Nullable Snapshot> latest) {
        this.latest = latest;
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
            case Request.META -> META;
            default -> refusal("unknown request: there are " + Request.STATS + " and " + Request.META);
        };
    }

    // What is equal is the same here, and comparing what is not would take longer than writing it.
    @SuppressWarnings("ReferenceEquality")
    private byte[] statistics() {
        Snapshot snapshot = latest.get();
        if (snapshot == null) {
            return refusal("no statistics yet");
        }
        if (snapshot != written) {
            statistics = reply(0, json -> SnapshotJson.write(snapshot, json));
            written = snapshot;
        }
        return statistics;
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
