// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.mitosis.text.PrettyJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes one JSON value from front to back, in UTF-8. */
interface JsonWriting {
    /** Shared, as it caches names, which are the same in every document. */
    JsonFactory FACTORY = new JsonFactory();

    void write(JsonGenerator json) throws IOException;

    /** Returns the value as one line with a line feed. */
    static byte[] line(JsonWriting writing) {
        return written(writing, false);
    }

    /** Returns the value as JSON for people, in lines that all end with a line feed. */
    static byte[] pretty(JsonWriting writing) {
        return written(writing, true);
    }

    private static byte[] written(JsonWriting writing, boolean pretty) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            if (pretty) {
                json.setPrettyPrinter(PrettyJson.printer());
            }
            writing.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }
}
