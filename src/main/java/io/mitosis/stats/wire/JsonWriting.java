// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.mitosis.text.PrettyJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One JSON value that is written from front to back, in UTF-8. */
interface JsonWriting {
    /** The only one: it keeps tables of names, which are the same in every text. */
    JsonFactory FACTORY = new JsonFactory();

    void write(JsonGenerator json) throws IOException;

    /** Returns what was written, in one line that ends. */
    static byte[] line(JsonWriting writing) {
        return written(writing, false);
    }

    /** Returns the same for people, in lines that end. */
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
