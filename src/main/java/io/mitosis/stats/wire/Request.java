// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A request of a client: {@code {"req":"stats","args":{"target":"top"}}}.
 *
 * @param name the name of the request
 * @param target the name of the statistics; there is only {@code top}
 */
record Request(String name, String target) {
    static final String STATS = "stats";
    static final String META = "stats_meta";
    static final String TOP = "top";

    private static final String TARGET = "target";

    /**
     * Parses a request. Unknown members are ignored.
     *
     * @throws IllegalArgumentException if the line is not a request; the message says why in one line
     */
    static Request parse(String line) {
        try (JsonParser parser = JsonWriting.FACTORY.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("a request is a JSON object");
            }
            Request request = read(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("there is more behind the request");
            }
            return request;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from a text", e);
        }
    }

    private static Request read(JsonParser parser) throws IOException {
        String name = "";
        String target = TOP;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String member = parser.currentName();
            JsonToken value = parser.nextToken();
            if (member.equals("req")) {
                name = text(value, "req", parser);
            } else if (member.equals("args") && value != JsonToken.VALUE_NULL) {
                target = target(value, parser);
            } else {
                parser.skipChildren();
            }
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException("\"req\" is missing");
        }
        return new Request(name, target);
    }

    private static String target(JsonToken value, JsonParser parser) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("\"args\" is an object of texts");
        }
        String target = TOP;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals(TARGET);
            String text = text(parser.nextToken(), "args", parser);
            target = wanted ? text : target;
        }
        return target;
    }

    private static String text(JsonToken value, String member, JsonParser parser) throws IOException {
        if (value != JsonToken.VALUE_STRING) {
            throw new IllegalArgumentException(
                    "\"" + member + "\" is " + (member.equals("req") ? "a text" : "an object of texts"));
        }
        return parser.getText();
    }
}
