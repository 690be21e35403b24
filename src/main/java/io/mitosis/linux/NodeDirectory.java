// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.mitosis.linux.libc.libc_h;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds directories of a file system of the kernel's own, such as cgroup2, by the number of their node, without reading
 * others; see {@code open_by_handle_at(2)}. It needs {@code CAP_DAC_READ_SEARCH}.
 */
public final class NodeDirectory {
    // The bindings lack the C library's wrapper, and system call numbers differ between architectures.
    private static final long SYSTEM_CALL = "aarch64".equals(System.getProperty("os.arch")) ? 265 : 304;
    // struct file_handle: the size of the handle itself (4 bytes), its type (4), the handle.
    private static final int TYPE_OFFSET = 4;
    private static final int NODE_OFFSET = 8;
    private static final int FILEID_KERNFS = 0xfe;

    private NodeDirectory() {}

    /**
     * Returns the path of a directory.
     *
     * @param mount where the file system is mounted
     * @param node the number of the directory's node, which is the id of a cgroup
     * @return null if there is no such directory, or this process may not look for it
     */
    public static @Nullable Path find(Path mount, long node) {
        try (FileDescriptor root = FileDescriptor.openToRead(mount, libc_h.O_DIRECTORY())) {
            return root == null ? null : find(root, node);
        }
    }

    private static @Nullable Path find(FileDescriptor mount, long node) {
        MemorySegment handle = CallBuffer.get();
        handle.set(JAVA_INT, 0, Long.BYTES);
        handle.set(JAVA_INT, TYPE_OFFSET, FILEID_KERNFS);
        handle.set(JAVA_LONG, NODE_OFFSET, node);
        long flags = libc_h.O_RDONLY() | libc_h.O_DIRECTORY() | libc_h.O_CLOEXEC();
        int fd = (int) Libc.syscall(SYSTEM_CALL, mount.number(), handle.address(), flags);
        if (fd < 0) {
            return null;
        }
        try (FileDescriptor directory = FileDescriptor.owned(fd, "node " + Long.toUnsignedString(node))) {
            return Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(directory.number())));
        } catch (IOException e) {
            return null;
        }
    }
}
