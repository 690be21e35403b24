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

/** A JSON value that was received. Numbers keep their notation, members their order. */
public sealed interface JsonValue {
    /** An object: members by name. */
    record Members(Map<String, JsonValue> byName) implements JsonValue {
        /** Copies the map. */
        public Members {
            byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
        }
    }

    /** An array. */
    record Elements(List<JsonValue> values) implements JsonValue {
        /** Copies the list. */
        public Elements {
            values = List.copyOf(values);
        }
    }

    /** A string. */
    record Text(String value) implements JsonValue {}

    /** A number in its original notation. */
    record Numeral(String literal) implements JsonValue {}

    /** {@code true}, {@code false} or {@code null}. */
    record Word(String word) implements JsonValue {}

    /**
     * Parses one value.
     *
     * @throws IllegalArgumentException if the text is not exactly one JSON value
     */
    static JsonValue parse(String text) {
        return JsonReading.parse(text);
    }

    /**
     * Returns a member.
     *
     * @throws IllegalArgumentException if there is no member of this name
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
     * @throws IllegalArgumentException if this value is not an object
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
     * @throws IllegalArgumentException if this value is not an array
     */
    default List<JsonValue> elements() {
        if (this instanceof Elements(List<JsonValue> values)) {
            return values;
        }
        throw new IllegalArgumentException(Printable.line("no array: " + line()));
    }

    /**
     * Returns the value of a string.
     *
     * @throws IllegalArgumentException if this value is not a string
     */
    default String text() {
        if (this instanceof Text(String value)) {
            return value;
        }
        throw new IllegalArgumentException(Printable.line("no text: " + line()));
    }

    /**
     * Returns the value of a number.
     *
     * @throws IllegalArgumentException if this value is not a number
     */
    default double number() {
        if (this instanceof Numeral(String literal)) {
            return Double.parseDouble(literal);
        }
        throw new IllegalArgumentException(Printable.line("no number: " + line()));
    }

    /** Returns this value as JSON in one line, without a line feed. */
    default String line() {
        return new String(JsonWriting.line(this::write), StandardCharsets.UTF_8).strip();
    }

    /** Returns this value as JSON for people, in lines that all end with a line feed. */
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
