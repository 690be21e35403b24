// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.mitosis.topology.CpuMask;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A JSON text that is read from front to back. Each reading method consumes the next value.
 *
 * <p>An unexpected value is an {@link IllegalArgumentException} with a message of one line, which names the position as
 * in {@code cells/2/weight}.
 */
final class JsonSource {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final JsonParser parser;

    private JsonSource(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads the one value of a text. */
    interface Reading<T> {
        T read(JsonSource source) throws IOException;
    }

    /** Reads the value of an object member. */
    interface Member {
        void read(String name) throws IOException;
    }

    /** Reads an array element. */
    interface Element {
        void read() throws IOException;
    }

    /** Reads a text that holds one value and nothing else. */
    static <T> T read(String text, Reading<T> reading) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("there is no document");
            }
            T value = reading.read(new JsonSource(parser));
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("there is more behind the document");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(line(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from a text", e);
        }
    }

    /** Reads an object; {@code member} is called with the name of each member, and reads its value. */
    void object(Member member) throws IOException {
        expect(JsonToken.START_OBJECT, "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            member.read(name);
        }
    }

    /** Reads an array; {@code element} is called for each element, and reads it. */
    void array(Element element) throws IOException {
        expect(JsonToken.START_ARRAY, "an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            element.read();
        }
    }

    /** Returns whether the next value is null, which counts as a missing member. */
    boolean absent() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    int integer(int min, int max) throws IOException {
        // A number with too many digits for a long is out of any range here; its text is not shown, for its length.
        boolean inRange = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getTextLength() <= 10
                && parser.getLongValue() >= min
                && parser.getLongValue() <= max;
        if (!inRange) {
            throw bad("a whole number from " + min + " to " + max + " is expected");
        }
        return parser.getIntValue();
    }

    double weight() throws IOException {
        boolean number = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                || parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT;
        double value = number ? Double.parseDouble(parser.getText()) : Double.NaN;
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw bad("a finite number of at least 0 is expected");
        }
        return value;
    }

    boolean bool() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_FALSE) {
            return false;
        }
        expect(JsonToken.VALUE_TRUE, "true or false");
        return true;
    }

    String text() throws IOException {
        expect(JsonToken.VALUE_STRING, "a text");
        return parser.getText();
    }

    CpuMask cpus() throws IOException {
        expect(JsonToken.VALUE_STRING, "a cpulist such as \"0-3,8\"");
        try {
            return CpuMask.parse(parser.getText());
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    /** Returns an exception for the next value, with its position in the message. */
    IllegalArgumentException bad(String what) {
        String position = parser.getParsingContext().pathAsPointer().toString();
        return new IllegalArgumentException(position.isEmpty() ? what : position.substring(1) + ": " + what);
    }

    private void expect(JsonToken token, String what) {
        if (parser.currentToken() != token) {
            throw bad(what + " is expected");
        }
    }

    private static String line(JsonProcessingException failure) {
        JsonLocation location = failure.getLocation();
        String position =
                location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
        String message = failure.getOriginalMessage();
        // The parser appends where the object began, in a long sentence.
        int more = message.indexOf(" (start marker");
        return (more < 0 ? message : message.substring(0, more)).replace('\n', ' ') + position;
    }
}
