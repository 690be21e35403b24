// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads short text files of the kernel, which may appear and disappear at any time.
 *
 * <p>It takes three system calls. The JDK takes seven, and throws an exception where the file is missing.
 */
public final class SmallFile {
    private SmallFile() {}

    /**
     * Reads a whole file.
     *
     * @return its text; null if the file does not exist
     * @throws ErrnoException if the file exists and cannot be read, or is removed while it is read
     */
    public static @Nullable String read(Path file) {
        try (FileDescriptor open = FileDescriptor.openToRead(file, 0)) {
            return open == null ? null : text(open);
        }
    }

    private static String text(FileDescriptor file) {
        byte[] first = next(file);
        // The kernel fills the buffer unless the file ends.
        if (first.length < CallBuffer.get().byteSize()) {
            return new String(first, StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part = first; part.length > 0; part = next(file)) {
            all.writeBytes(part);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static byte[] next(FileDescriptor file) {
        MemorySegment buffer = CallBuffer.get();
        long length = Libc.read(file.number(), buffer);
        if (length < 0) {
            throw new ErrnoException("read", (int) -length, file.toString());
        }
        return buffer.asSlice(0, length).toArray(JAVA_BYTE);
    }
}
