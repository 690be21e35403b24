// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.mitosis.linux.libc.libc_h;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the directories in a directory, in no particular order, without links to directories. It takes the
 * memory of a few entries, however many there are. What comes or goes meanwhile may be missed; the rest is not.
 *
 * <p>The kernel says of each entry what it is and which inode it has, see {@code getdents(2)}. The JDK does not pass
 * that on: with it alone, each of the sixty files of a cgroup has to be asked whether it is a directory. The file
 * system must be one that knows the types of its entries, as all that matter do.
 */
public final class SubdirectoryReader implements AutoCloseable {
    // struct dirent64: the inode (8 bytes), the next one's place (8), this one's length (2), type (1), name, NUL.
    // The numbers are little-endian, as both architectures are that this runs on.
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
     * @return null if there is none
     * @throws ErrnoException if it cannot be opened for any other reason
     */
    public static @Nullable SubdirectoryReader open(Path directory) {
        FileDescriptor file = FileDescriptor.openToRead(directory, libc_h.O_DIRECTORY());
        return file == null ? null : new SubdirectoryReader(file);
    }

    /**
     * Returns the next directory.
     *
     * @return null if there is no other, also if the one that is read has gone
     * @throws ErrnoException if the kernel does not tell
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

    /** Returns whether there are more entries. */
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

    // By hand: a buffer's getter costs a JVM that has not compiled it yet more than the kernel takes for the entry.
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
