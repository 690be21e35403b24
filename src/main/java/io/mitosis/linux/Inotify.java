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
 * Watches directories for what happens in them and to them, see {@code inotify(7)}. Events are lost when the queue
 * overflows (an event says so), and what they tell of may be over when they are read: whoever is told has to look for
 * himself.
 */
public final class Inotify implements AutoCloseable {
    /** Entries go or are renamed to be elsewhere, and the directory itself ends. */
    public static final int DEPARTURES =
            libc_h.IN_DELETE() | libc_h.IN_MOVED_FROM() | libc_h.IN_DELETE_SELF() | libc_h.IN_MOVE_SELF();
    /** Entries come, go or are renamed, and the directory itself ends. */
    public static final int ENTRIES = DEPARTURES | libc_h.IN_CREATE() | libc_h.IN_MOVED_TO();
    /** The attributes of entries change, the extended ones too. */
    public static final int ATTRIBUTES = libc_h.IN_ATTRIB();
    /** Files in the directory are written: an event follows each write when it is done. */
    public static final int CONTENTS = libc_h.IN_MODIFY();

    // The kernel hands out whole events only; one with the longest name takes 272 bytes.
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

    /** Stands in where the kernel gives no more of them: it watches nothing, and its descriptor is never readable. */
    public static Inotify silent() {
        return new Inotify(EventFd.open().file());
    }

    public FileDescriptor file() {
        return file;
    }

    /**
     * Watches a directory. Doing so again only replaces the interest, and a watch ends by itself with its directory.
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

    /** Ends a watch; one that has ended already is no error. */
    public void unwatch(int watch) {
        int result = Libc.inotifyRmWatch(file.number(), watch);
        if (result != -libc_h.EINVAL()) {
            ErrnoException.check("inotify_rm_watch", result, file.toString());
        }
    }

    /** Takes all events off the queue. {@return them, in the order in which they happened} */
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
