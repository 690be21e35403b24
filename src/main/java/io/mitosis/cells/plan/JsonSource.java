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
 * A JSON text that is read from front to back. Each reading method takes the value that is next.
 *
 * <p>What is not as expected is an {@link IllegalArgumentException} of one line, which names the place as in
 * {@code cells/2/weight}.
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

    /** Makes something of a whole text. */
    interface Reading<T> {
        T read(JsonSource source) throws IOException;
    }

    /** Takes the value of a member. */
    interface Member {
        void read(String name) throws IOException;
    }

    /** Takes an element. */
    interface Element {
        void read() throws IOException;
    }

    /** Reads a text that holds one value and nothing behind it. */
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

    /** Reads an object; each member's value is what is next when its name is given to {@code member}. */
    void object(Member member) throws IOException {
        expect(JsonToken.START_OBJECT, "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            member.read(name);
        }
    }

    /** Reads an array; each element is what is next when {@code element} is called. */
    void array(Element element) throws IOException {
        expect(JsonToken.START_ARRAY, "an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            element.read();
        }
    }

    /** Returns whether the value is null, which is as good as if it were not there. */
    boolean absent() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    int whole(int least, int most) throws IOException {
        // A number with too many digits for a long is out of any range here; its text is not shown, for its length.
        boolean inRange = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getTextLength() <= 10
                && parser.getLongValue() >= least
                && parser.getLongValue() <= most;
        if (!inRange) {
            throw bad("a whole number from " + least + " to " + most + " is expected");
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

    /** Returns what is wrong with the value that is next. */
    IllegalArgumentException bad(String what) {
        String place = parser.getParsingContext().pathAsPointer().toString();
        return new IllegalArgumentException(place.isEmpty() ? what : place.substring(1) + ": " + what);
    }

    private void expect(JsonToken token, String what) {
        if (parser.currentToken() != token) {
            throw bad(what + " is expected");
        }
    }

    private static String line(JsonProcessingException failure) {
        JsonLocation location = failure.getLocation();
        String place =
                location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
        String message = failure.getOriginalMessage();
        // The parser adds where an object began, in many words.
        int more = message.indexOf(" (start marker");
        return (more < 0 ? message : message.substring(0, more)).replace('\n', ' ') + place;
    }
}
