// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.mitosis.text.PrettyJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** A JSON text that is written from front to back. */
final class JsonText {
    // ASCII survives any locale of the process.
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonText() {}

    /** Writes one value. */
    interface Writing {
        void write(JsonGenerator json) throws IOException;
    }

    /** Returns the value in one line. */
    static String line(Writing writing) {
        return written(writing, false);
    }

    /** Returns the value as indented lines for people, without a line feed at the end. */
    static String pretty(Writing writing) {
        return written(writing, true);
    }

    private static String written(Writing writing, boolean pretty) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            if (pretty) {
                json.setPrettyPrinter(PrettyJson.printer());
            }
            writing.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to a text", e);
        }
        return text.toString();
    }
}
