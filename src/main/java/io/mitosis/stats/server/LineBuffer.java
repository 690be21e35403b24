// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Splits a stream of bytes into lines. The buffer is small until a line is long. */
final class LineBuffer {
    static final int MAX_LINE = 64 * 1024;

    private static final int USUAL = 512;

    // Bytes from 0 to the position have been received and not taken yet.
    private ByteBuffer received = ByteBuffer.allocate(USUAL);
    // No line ends before this offset.
    private int searched;

    /** Reads available bytes. Returns the result of the channel's read: -1 at the end. */
    int read(ReadableByteChannel channel) throws IOException {
        if (!received.hasRemaining()) {
            // One byte more than a line, for its end.
            int larger = Math.min(received.capacity() * 2, MAX_LINE + 1);
            received = ByteBuffer.allocate(larger).put(received.flip());
        }
        return channel.read(received);
    }

    /**
     * Takes the next line without its end; null if it is incomplete.
     *
     * @throws IOException if the line is too long
     * @throws CharacterCodingException if the line is not UTF-8
     */
    @Nullable
    String take() throws IOException {
        for (; searched < received.position(); searched++) {
            if (received.get(searched) == '\n') {
                return take(searched);
            }
        }
        if (searched > MAX_LINE) {
            throw new IOException("a line of more than " + MAX_LINE + " bytes");
        }
        return null;
    }

    private String take(int length) throws CharacterCodingException {
        String line = StandardCharsets.UTF_8
                .newDecoder()
                .decode(received.slice(0, length))
                .toString();
        received.flip().position(length + 1);
        received.compact();
        searched = 0;
        return line;
    }
}
