// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.mitosis.text.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses JSON into values. The parser limits the depth of nesting. */
final class JsonReading {
    private JsonReading() {}

    /**
     * Parses one value.
     *
     * @throws IllegalArgumentException if the text is not exactly one JSON value
     */
    static JsonValue parse(String text) {
        try (JsonParser parser = JsonWriting.FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("not JSON: nothing");
            }
            JsonValue value = read(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("not JSON: there is more behind it");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(Printable.line("not JSON: " + e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from a text", e);
        }
    }

    private static JsonValue read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, read(parser));
                }
                yield new JsonValue.Members(members);
            }
            case START_ARRAY -> {
                List<JsonValue> values = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    values.add(read(parser));
                }
                yield new JsonValue.Elements(values);
            }
            case VALUE_STRING -> new JsonValue.Text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Numeral(parser.getText());
            default -> new JsonValue.Word(parser.getText());
        };
    }
}
