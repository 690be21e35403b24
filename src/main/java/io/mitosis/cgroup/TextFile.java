// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cgroup;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A cgroup's files: short texts, there or not from one moment to the next.
 *
 * <p>Many are read at each look, often by a JVM that has not compiled this yet. So it asks whether a file is there
 * rather than catch that it is not, and reads by the plain stream, which takes a quarter of the time of
 * {@link Files#readString}.
 */
final class TextFile {
    private static final int BUFFER_SIZE = 512;

    private TextFile() {}

    /**
     * Reads a whole file.
     *
     * @return its text; null if there is none, also if it goes while it is read
     * @throws IOException if it is there and cannot be read
     */
    static @Nullable String read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        try (InputStream stream = new FileInputStream(file.toString())) {
            return read(stream);
        } catch (IOException e) {
            if (Files.exists(file)) {
                throw e;
            }
            return null;
        }
    }

    private static String read(InputStream stream) throws IOException {
        byte[] buffer = new byte[BUFFER_SIZE];
        int length = stream.read(buffer);
        // The kernel fills the buffer as long as there is more.
        if (length < BUFFER_SIZE) {
            return new String(buffer, 0, Math.max(length, 0), StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.write(buffer, 0, length);
        stream.transferTo(text);
        return text.toString(StandardCharsets.UTF_8);
    }
}
