// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.mitosis.linux.libc.libc_h;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Names with values that users attach to files, see {@code xattr(7)}. */
public final class ExtendedAttributes {
    private static final int BUFFER_SIZE = 1024;
    // XATTR_LIST_MAX and XATTR_SIZE_MAX: the kernel allows no more.
    private static final int MAX_SIZE = 64 * 1024;

    private ExtendedAttributes() {}

    /**
     * Reads the attributes whose names begin with {@code prefix}. It takes one call if there are none.
     *
     * @return the values by what follows the prefix; empty also if the file system has none at all; null if there is no
     *     such file
     * @throws ErrnoException if they cannot be read for any other reason
     */
    public static @Nullable Map<String, String> read(Path path, String prefix) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment file = arena.allocateFrom(path.toString());
            String names = text(path, file, null, arena);
            if (names == null) {
                return null;
            }
            Map<String, String> values = new TreeMap<>();
            int next;
            for (int start = 0; start < names.length(); start = next + 1) {
                next = names.indexOf('\0', start);
                if (names.startsWith(prefix, start)) {
                    String name = names.substring(start, next);
                    String value = text(path, file, arena.allocateFrom(name), arena);
                    if (value != null) {
                        values.put(name.substring(prefix.length()), value);
                    }
                }
            }
            return values;
        }
    }

    /** Reads the value of an attribute, or the names of all, each with a NUL at its end. */
    private static @Nullable String text(Path path, MemorySegment file, @Nullable MemorySegment name, Arena arena) {
        MemorySegment buffer = arena.allocate(BUFFER_SIZE);
        long length = fill(file, name, buffer);
        if (length == -libc_h.ERANGE()) {
            buffer = arena.allocate(MAX_SIZE);
            length = fill(file, name, buffer);
        }
        if (length == -libc_h.EOPNOTSUPP()) {
            return "";
        }
        if (length == -libc_h.ENOENT() || length == -libc_h.ENOTDIR() || length == -libc_h.ENODATA()) {
            return null;
        }
        int checked = ErrnoException.check(name == null ? "listxattr" : "getxattr", (int) length, path.toString());
        return new String(buffer.asSlice(0, checked).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
    }

    private static long fill(MemorySegment file, @Nullable MemorySegment name, MemorySegment buffer) {
        return name == null ? Libc.listxattr(file, buffer) : Libc.getxattr(file, name, buffer);
    }
}
