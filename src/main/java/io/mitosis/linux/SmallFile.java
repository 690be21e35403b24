// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.mitosis.linux.libc.libc_h;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of the kernel's: a short text, there or not from one moment to the next.
 *
 * <p>Three system calls read it. The JDK makes seven of it, and an exception where the file is missing.
 */
public final class SmallFile {
    private static final int BUFFER_SIZE = 512;

    private SmallFile() {}

    /**
     * Reads a whole file.
     *
     * @return its text; null if there is none
     * @throws ErrnoException if it is there and cannot be read; also if it goes while it is read
     */
    public static @Nullable String read(Path file) {
        try (Arena arena = Arena.ofConfined()) {
            String path = file.toString();
            int fd = Libc.open(arena.allocateFrom(path), libc_h.O_RDONLY() | libc_h.O_CLOEXEC());
            if (fd == -libc_h.ENOENT() || fd == -libc_h.ENOTDIR()) {
                return null;
            }
            try (FileDescriptor open = FileDescriptor.owned(ErrnoException.check("open", fd, path), path)) {
                return text(open, arena.allocate(BUFFER_SIZE));
            }
        }
    }

    private static String text(FileDescriptor file, MemorySegment buffer) {
        byte[] first = next(file, buffer);
        // The kernel fills the buffer as long as there is more.
        if (first.length < BUFFER_SIZE) {
            return new String(first, StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part = first; part.length > 0; part = next(file, buffer)) {
            all.writeBytes(part);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static byte[] next(FileDescriptor file, MemorySegment buffer) {
        long length = Libc.read(file.number(), buffer);
        if (length < 0) {
            throw new ErrnoException("read", (int) -length, file.toString());
        }
        return buffer.asSlice(0, length).toArray(JAVA_BYTE);
    }
}
