// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Facts about this machine and this process. */
public final class SystemInfo {
    private SystemInfo() {}

    /** {@return the size of a memory page in bytes, the unit in which files are mapped} */
    public static int pageSize() {
        return Libc.getpagesize();
    }

    /**
     * {@return the kernel's id of the calling thread, as in {@code gettid(2)}}
     *
     * @throws UncheckedIOException if /proc cannot be read
     */
    public static int threadId() {
        try {
            // "PID/task/TID"
            Path thread = Files.readSymbolicLink(Path.of("/proc/thread-self"));
            return Integer.parseInt(thread.getFileName().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
