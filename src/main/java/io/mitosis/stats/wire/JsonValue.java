// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mitosis.text.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was received as JSON. Numbers are kept as they were written, members in their order. */
public sealed interface JsonValue {
    /** Members by name. */
    record Members(Map<String, JsonValue> byName) implements JsonValue {
        /** Copies the map. */
        public Members {
            byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
        }
    }

    /** Values in a row. */
    record Elements(List<JsonValue> values) implements JsonValue {
        /** Copies the list. */
        public Elements {
            values = List.copyOf(values);
        }
    }

    /** A text. */
    record Text(String value) implements JsonValue {}

    /** A number as it was written. */
    record Numeral(String literal) implements JsonValue {}

    /** {@code true}, {@code false} or {@code null}. */
    record Word(String word) implements JsonValue {}

    /**
     * Reads one value.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    static JsonValue parse(String text) {
        return JsonReading.parse(text);
    }

    /**
     * Returns a member.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    default JsonValue member(String name) {
        JsonValue value = this instanceof Members(Map<String, JsonValue> members) ? members.get(name) : null;
        if (value == null) {
            throw new IllegalArgumentException("no member \"" + name + "\"");
        }
        return value;
    }

    /**
     * Returns all members by name.
     *
     * @throws IllegalArgumentException if it has none because it is something else
     */
    default Map<String, JsonValue> members() {
        if (this instanceof Members(Map<String, JsonValue> members)) {
            return members;
        }
        throw new IllegalArgumentException(Printable.line("no object: " + line()));
    }

    /**
     * Returns the elements of an array.
     *
     * @throws IllegalArgumentException if it is none
     */
    default List<JsonValue> elements() {
        if (this instanceof Elements(List<JsonValue> values)) {
            return values;
        }
        throw new IllegalArgumentException(Printable.line("no array: " + line()));
    }

    /**
     * Returns a text.
     *
     * @throws IllegalArgumentException if it is none
     */
    default String text() {
        if (this instanceof Text(String value)) {
            return value;
        }
        throw new IllegalArgumentException(Printable.line("no text: " + line()));
    }

    /**
     * Returns a number.
     *
     * @throws IllegalArgumentException if it is none
     */
    default double number() {
        if (this instanceof Numeral(String literal)) {
            return Double.parseDouble(literal);
        }
        throw new IllegalArgumentException(Printable.line("no number: " + line()));
    }

    /** Returns it as JSON in one line. */
    default String line() {
        return new String(JsonWriting.line(this::write), StandardCharsets.UTF_8).strip();
    }

    /** Returns it as JSON for people, in lines that end. */
    default byte[] pretty() {
        return JsonWriting.pretty(this::write);
    }

    private void write(JsonGenerator json) throws IOException {
        switch (this) {
            case Members(Map<String, JsonValue> members) -> {
                json.writeStartObject();
                for (var member : members.entrySet()) {
                    json.writeFieldName(member.getKey());
                    member.getValue().write(json);
                }
                json.writeEndObject();
            }
            case Elements(List<JsonValue> values) -> {
                json.writeStartArray();
                for (JsonValue value : values) {
                    value.write(json);
                }
                json.writeEndArray();
            }
            case Text(String value) -> json.writeString(value);
            case Numeral(String literal) -> json.writeNumber(literal);
            case Word(String word) -> json.writeRawValue(word);
        }
    }
}
