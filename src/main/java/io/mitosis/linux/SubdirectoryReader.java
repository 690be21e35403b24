// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.mitosis.linux.libc.libc_h;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over the subdirectories of a directory, in no particular order, without symbolic links. It needs memory for
 * a few entries, however many there are. Entries created or removed meanwhile may be missed; others are not.
 *
 * <p>{@code getdents(2)} returns the type and the inode of each entry. The JDK does not expose them, and would make a
 * system call for each of the sixty files of a cgroup to find out whether it is a directory. The file system has to
 * report types, as all file systems of interest do.
 */
public final class SubdirectoryReader implements AutoCloseable {
    // struct dirent64: inode (8 bytes), offset of the next entry (8), length of this one (2), type (1), name, NUL.
    // The numbers are little-endian on both architectures that are supported.
    private static final int LENGTH_OFFSET = 16;
    private static final int TYPE_OFFSET = 18;
    private static final int NAME_OFFSET = 19;

    private final FileDescriptor file;
    private byte[] entries = {};
    private int position;

    private SubdirectoryReader(FileDescriptor file) {
        this.file = file;
    }

    /**
     * Opens a directory.
     *
     * @return null if the directory does not exist
     * @throws ErrnoException if it cannot be opened for any other reason
     */
    public static @Nullable SubdirectoryReader open(Path directory) {
        FileDescriptor file = FileDescriptor.openToRead(directory, libc_h.O_DIRECTORY());
        return file == null ? null : new SubdirectoryReader(file);
    }

    /**
     * Returns the next directory.
     *
     * @return null after the last one, or if the directory that is read was removed
     * @throws ErrnoException if the directory cannot be read
     */
    public @Nullable Subdirectory next() {
        while (position < entries.length || fill()) {
            int start = position;
            position += (int) number(start + LENGTH_OFFSET, 2);
            if (entries[start + TYPE_OFFSET] == libc_h.DT_DIR()) {
                String name = name(start + NAME_OFFSET);
                if (!name.equals(".") && !name.equals("..")) {
                    return new Subdirectory(name, number(start, 8));
                }
            }
        }
        return null;
    }

    @Override
    public void close() {
        file.close();
    }

    /** Reads the next entries; returns false at the end. */
    private boolean fill() {
        MemorySegment buffer = CallBuffer.get();
        long length = Libc.getdents(file.number(), buffer);
        if (length < 0 && length != -libc_h.ENOENT()) {
            throw new ErrnoException("getdents64", (int) -length, file.toString());
        }
        entries = buffer.asSlice(0, Math.max(0, length)).toArray(JAVA_BYTE);
        position = 0;
        return length > 0;
    }

    // By hand: before the JIT compiles it, a buffer's getter takes longer than the kernel takes for the entry.
    private long number(int start, int size) {
        long number = 0;
        for (int i = start + size - 1; i >= start; i--) {
            number = (number << 8) | Byte.toUnsignedInt(entries[i]);
        }
        return number;
    }

    private String name(int start) {
        int end = start;
        while (entries[end] != 0) {
            end++;
        }
        return new String(entries, start, end - start, StandardCharsets.UTF_8);
    }
}
