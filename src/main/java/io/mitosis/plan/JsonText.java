// SPDX-License-Identifier: Apache-2.0
package io.mitosis.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** A JSON text that is written from front to back. */
final class JsonText {
    // Whatever the locale of the process, the text comes through.
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonText() {}

    /** Writes one value. */
    interface Writing {
        void write(JsonGenerator json) throws IOException;
    }

    /** Returns what was written, in one line. */
    static String of(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            writing.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to a text", e);
        }
        return text.toString();
    }
}
