// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.mitosis.linux.libc.libc_h;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Watches directories and their entries, see {@code inotify(7)}. Events are lost when the queue overflows, which an
 * event reports, and may be out of date when they are read. The reader has to check the current state itself.
 */
public final class Inotify implements AutoCloseable {
    /** Entries are removed or moved elsewhere, or the directory itself is. */
    public static final int DEPARTURES =
            libc_h.IN_DELETE() | libc_h.IN_MOVED_FROM() | libc_h.IN_DELETE_SELF() | libc_h.IN_MOVE_SELF();
    /** Entries are created, removed or renamed, or the directory itself is removed. */
    public static final int ENTRIES = DEPARTURES | libc_h.IN_CREATE() | libc_h.IN_MOVED_TO();
    /** Attributes of entries change, extended ones included. */
    public static final int ATTRIBUTES = libc_h.IN_ATTRIB();
    /** Files in the directory are written. An event follows each completed write. */
    public static final int CONTENTS = libc_h.IN_MODIFY();

    // The kernel returns complete events only; one with the longest name takes 272 bytes.
    private static final int BUFFER_SIZE = 4096;

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

    /** Returns a substitute for when the limit of inotify instances is reached. Its descriptor is never readable. */
    public static Inotify silent() {
        return new Inotify(EventFd.open().file());
    }

    public FileDescriptor file() {
        return file;
    }

    /**
     * Watches a directory. A second call replaces the interest, and the watch ends with its directory.
     *
     * @param interest {@link #ENTRIES} or {@link #DEPARTURES}, {@link #ATTRIBUTES} and {@link #CONTENTS}, in any
     *     combination
     * @return the watch: the same number for the same directory
     * @throws ErrnoException ENOENT, ENOTDIR, ENOSPC (too many watches), …
     */
    public int watch(Path directory, int interest) {
        int result = Libc.inotifyAddWatch(file.number(), directory.toString(), interest | libc_h.IN_ONLYDIR());
        return ErrnoException.check("inotify_add_watch", result, directory.toString());
    }

    /** Removes a watch. Without effect if the watch has already ended. */
    public void unwatch(int watch) {
        int result = Libc.inotifyRmWatch(file.number(), watch);
        if (result != -libc_h.EINVAL()) {
            ErrnoException.check("inotify_rm_watch", result, file.toString());
        }
    }

    /** Reads all queued events. {@return the events, in the order in which they happened} */
    public List<InotifyEvent> drain() {
        List<InotifyEvent> events = new ArrayList<>();
        while (true) {
            long length = Libc.read(file.number(), buffer);
            if (length == -libc_h.EAGAIN()) {
                return events;
            }
            if (length < 0 && length != -libc_h.EINTR()) {
                throw new ErrnoException("read", (int) -length, file.toString());
            }
            if (length > 0) {
                InotifyEvent.parse(buffer.asSlice(0, length).toArray(JAVA_BYTE), events);
            }
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
