// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import io.mitosis.linux.libc.libc_h;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * Watches directories for entries that come, go or are renamed, and for their own removal, see {@code inotify(7)}. It
 * says only that something happened, never what: events are lost when the queue overflows, so whoever is told has to
 * look for himself anyway.
 */
public final class Inotify implements AutoCloseable {
    private static final int MASK = libc_h.IN_CREATE()
            | libc_h.IN_DELETE()
            | libc_h.IN_MOVED_FROM()
            | libc_h.IN_MOVED_TO()
            | libc_h.IN_DELETE_SELF()
            | libc_h.IN_MOVE_SELF()
            | libc_h.IN_ONLYDIR();
    // The kernel hands out whole events only; one with the longest name takes 272 bytes.
    private static final long BUFFER_SIZE = 4096;

    private final FileDescriptor file;
    private final MemorySegment buffer = Arena.ofAuto().allocate(BUFFER_SIZE, 8);

    private Inotify(FileDescriptor file) {
        this.file = file;
    }

    public static Inotify open() {
        int flags = libc_h.IN_CLOEXEC() | libc_h.IN_NONBLOCK();
        int fd = ErrnoException.check("inotify_init1", Libc.inotifyInit(flags), "inotify");
        return new Inotify(FileDescriptor.owned(fd, "inotify"));
    }

    public FileDescriptor file() {
        return file;
    }

    /**
     * Watches a directory. Doing so again changes nothing, and a watch ends by itself with its directory.
     *
     * @return the watch: the same number for the same directory
     * @throws ErrnoException ENOENT, ENOTDIR, ENOSPC (too many watches), …
     */
    public int watch(Path directory) {
        int result = Libc.inotifyAddWatch(file.number(), directory.toString(), MASK);
        return ErrnoException.check("inotify_add_watch", result, directory.toString());
    }

    /** Ends a watch; one that has ended already is no error. */
    public void unwatch(int watch) {
        int result = Libc.inotifyRmWatch(file.number(), watch);
        if (result != -libc_h.EINVAL()) {
            ErrnoException.check("inotify_rm_watch", result, file.toString());
        }
    }

    /** Takes all events off the queue. {@return whether there were any} */
    public boolean drain() {
        boolean any = false;
        while (true) {
            long result = Libc.read(file.number(), buffer);
            if (result == -libc_h.EAGAIN()) {
                return any;
            }
            if (result < 0 && result != -libc_h.EINTR()) {
                throw new ErrnoException("read", (int) -result, file.toString());
            }
            any |= result > 0;
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
