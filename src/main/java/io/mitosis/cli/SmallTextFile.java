// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** A file of settings. Some are read by the thread that serves the scheduler: it must neither wait nor have no end. */
final class SmallTextFile {
    // The reader of YAML takes two thousand times the memory for the worst of texts.
    static final int LONGEST = 1 << 16;

    private SmallTextFile() {}

    /**
     * Reads a file of at most 64 KiB.
     *
     * @throws IOException if it cannot be read, is longer, no regular file, or not UTF-8
     */
    static String read(Path file) throws IOException {
        try (InputStream stream = open(file)) {
            byte[] bytes = stream.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new IOException("it is longer than " + LONGEST + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    /**
     * Opens a file of any length: to open what is not a regular file might wait for ever.
     *
     * @throws IOException if it cannot be read, or is no regular file
     */
    static InputStream open(Path file) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new IOException("it is not a regular file");
        }
        return Files.newInputStream(file);
    }

    /** Returns, for people, why a file could not be read. */
    static String reason(Exception failure) {
        return switch (failure) {
            case NoSuchFileException none -> "it does not exist";
            case AccessDeniedException denied -> "no permission";
            case CharacterCodingException other -> "it is not UTF-8";
            default -> String.valueOf(failure.getMessage());
        };
    }
}
