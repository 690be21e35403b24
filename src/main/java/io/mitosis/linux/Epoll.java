// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.mitosis.linux.libc.libc_h;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** Waits until one of many descriptors is readable, see {@code epoll(7)}. Level-triggered; not thread-safe. */
public final class Epoll implements AutoCloseable {
    // struct epoll_event {uint32_t events; uint64_t data;} is packed on x86-64, and on no other architecture.
    private static final boolean PACKED = "amd64".equals(System.getProperty("os.arch"));
    private static final long DATA_OFFSET = PACKED ? 4 : 8;
    private static final long EVENT_SIZE = DATA_OFFSET + 8;
    private static final int CAPACITY = 16;

    private final FileDescriptor epoll;
    // Separate from the events: descriptors may be added and removed while the events are handled.
    private final MemorySegment change = Arena.ofAuto().allocate(EVENT_SIZE, 8);
    private final MemorySegment events = Arena.ofAuto().allocate(CAPACITY * EVENT_SIZE, 8);
    private int ready;

    private Epoll(FileDescriptor epoll) {
        this.epoll = epoll;
    }

    public static Epoll open() {
        int fd = ErrnoException.check("epoll_create1", Libc.epollCreate(libc_h.EPOLL_CLOEXEC()), "epoll");
        return new Epoll(FileDescriptor.owned(fd, "epoll"));
    }

    /**
     * Watches a descriptor for input.
     *
     * @param token the value that {@link #token} returns when the descriptor is readable
     */
    public void add(FileDescriptor file, long token) {
        change.set(JAVA_INT, 0, libc_h.EPOLLIN());
        change.set(JAVA_LONG_UNALIGNED, DATA_OFFSET, token);
        control(libc_h.EPOLL_CTL_ADD(), file);
    }

    /** Removes a descriptor that is still open. The kernel removes closed ones by itself. */
    public void remove(FileDescriptor file) {
        control(libc_h.EPOLL_CTL_DEL(), file);
    }

    private void control(int operation, FileDescriptor file) {
        int result = Libc.epollCtl(epoll.number(), operation, file.number(), change);
        ErrnoException.check("epoll_ctl", result, file.toString());
    }

    /**
     * Waits for input.
     *
     * @param timeoutMillis the longest time to wait, in milliseconds; −1: no limit
     * @return the number of readable descriptors; 0 after the timeout or a signal
     */
    public int await(int timeoutMillis) {
        int result = Libc.epollWait(epoll.number(), events, CAPACITY, timeoutMillis);
        ready = result == -libc_h.EINTR() ? 0 : ErrnoException.check("epoll_wait", result, "epoll");
        return ready;
    }

    /** {@return the token of the {@code index}th descriptor that the last {@link #await} found} */
    public long token(int index) {
        return events.get(JAVA_LONG_UNALIGNED, Objects.checkIndex(index, ready) * EVENT_SIZE + DATA_OFFSET);
    }

    @Override
    public void close() {
        epoll.close();
    }
}
