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
 * Text files that the kernel writes when they are read, as those of sysfs and of cgroups.
 *
 * <p>Such a file is there or not from one moment to the next, so that its absence is a result and not an exception:
 * making one costs a JVM that has just started more than all the rest of the reading.
 */
public final class KernelFile {
    private static final int BUFFER_SIZE = 4096;

    private KernelFile() {}

    /**
     * Reads a whole file.
     *
     * @return its text; null if there is none, also if it goes while it is read
     * @throws ErrnoException if it cannot be read for any other reason
     */
    public static @Nullable String read(Path path) {
        try (Arena arena = Arena.ofConfined()) {
            String name = path.toString();
            int flags = libc_h.O_RDONLY() | libc_h.O_CLOEXEC();
            int fd = Libc.open(arena.allocateFrom(name), flags);
            if (isGone(fd)) {
                return null;
            }
            try (FileDescriptor file = FileDescriptor.owned(ErrnoException.check("open", fd, name), name)) {
                return read(file, arena.allocate(BUFFER_SIZE));
            }
        }
    }

    private static @Nullable String read(FileDescriptor file, MemorySegment buffer) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(128);
        while (true) {
            long length = Libc.read(file.number(), buffer);
            if (length == -libc_h.EINTR()) {
                continue;
            }
            if (isGone(length)) {
                return null;
            }
            if (length < 0) {
                throw new ErrnoException("read", (int) -length, file.toString());
            }
            text.writeBytes(buffer.asSlice(0, length).toArray(JAVA_BYTE));
            // The kernel fills the buffer as long as there is more.
            if (length < BUFFER_SIZE) {
                return text.toString(StandardCharsets.UTF_8);
            }
        }
    }

    /** ENODEV is what a read of a cgroup's file gives once the cgroup is removed. */
    private static boolean isGone(long result) {
        return result == -libc_h.ENOENT() || result == -libc_h.ENOTDIR() || result == -libc_h.ENODEV();
    }
}
