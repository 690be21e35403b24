// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.mitosis.linux.libc.libc_h;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory in another one.
 *
 * <p>The kernel says of each entry what it is and which inode it has, see {@code getdents(2)}. The JDK does not pass
 * that on: with it alone, each of the sixty files of a cgroup has to be asked whether it is a directory.
 *
 * @param name in the directory above; a byte that is not UTF-8 reads as U+FFFD
 * @param inode its number, unsigned
 */
public record Subdirectory(String name, long inode) {
    // struct dirent64: the inode (8 bytes), the next one's place (8), this one's length (2), type (1), name, NUL.
    // The numbers are little-endian, as both architectures are that this runs on.
    private static final int LENGTH_OFFSET = 16;
    private static final int TYPE_OFFSET = 18;
    private static final int NAME_OFFSET = 19;

    /**
     * Lists the directories in a directory, in no particular order, without links to directories.
     *
     * <p>The file system must be one that knows the types of its entries, as all that matter do.
     *
     * @return null if there is no such directory
     * @throws ErrnoException if it cannot be listed for any other reason
     */
    public static @Nullable List<Subdirectory> list(Path directory) {
        try (FileDescriptor file = FileDescriptor.openToRead(directory, libc_h.O_DIRECTORY())) {
            return file == null ? null : list(file);
        }
    }

    private static @Nullable List<Subdirectory> list(FileDescriptor file) {
        MemorySegment buffer = CallBuffer.get();
        List<Subdirectory> found = new ArrayList<>();
        while (true) {
            long length = Libc.getdents(file.number(), buffer);
            if (length == -libc_h.ENOENT()) {
                return null;
            }
            if (length < 0) {
                throw new ErrnoException("getdents64", (int) -length, file.toString());
            }
            if (length == 0) {
                return found;
            }
            addDirectories(buffer.asSlice(0, length).toArray(JAVA_BYTE), found);
        }
    }

    private static void addDirectories(byte[] entries, List<Subdirectory> found) {
        int directoryType = libc_h.DT_DIR();
        int next;
        for (int start = 0; start < entries.length; start = next) {
            next = start + (int) number(entries, start + LENGTH_OFFSET, 2);
            if (entries[start + TYPE_OFFSET] == directoryType) {
                String name = name(entries, start + NAME_OFFSET);
                if (!name.equals(".") && !name.equals("..")) {
                    found.add(new Subdirectory(name, number(entries, start, 8)));
                }
            }
        }
    }

    // By hand: a buffer's getter costs a JVM that has not compiled it yet more than the kernel takes for the entry.
    private static long number(byte[] bytes, int start, int size) {
        long number = 0;
        for (int i = start + size - 1; i >= start; i--) {
            number = (number << 8) | Byte.toUnsignedInt(bytes[i]);
        }
        return number;
    }

    private static String name(byte[] entries, int start) {
        int end = start;
        while (entries[end] != 0) {
            end++;
        }
        return new String(entries, start, end - start, StandardCharsets.UTF_8);
    }
}
