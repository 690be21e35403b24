// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.mitosis.linux.libc.libc_h;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The user who owns a file or directory.
 *
 * <p>It takes one system call. The JDK would make a map of all attributes of the file first.
 */
public final class FileOwner {
    // struct statx is the same on all architectures.
    private static final int STATX_SIZE = 256;
    private static final int UID_OFFSET = 20;

    private FileOwner() {}

    /**
     * Returns the id of the user.
     *
     * @return unsigned 32 bits; null if there is no such file
     * @throws ErrnoException if the file's status cannot be read
     */
    public static @Nullable Long of(Path file) {
        String name = file.toString();
        MemorySegment status = CallBuffer.end(STATX_SIZE);
        int result = Libc.statx(CallBuffer.holding(name), libc_h.STATX_UID(), status);
        if (result == -libc_h.ENOENT() || result == -libc_h.ENOTDIR()) {
            return null;
        }
        ErrnoException.check("statx", result, name);
        return Integer.toUnsignedLong(status.get(JAVA_INT, UID_OFFSET));
    }
}
