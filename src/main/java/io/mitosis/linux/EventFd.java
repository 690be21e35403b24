// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.mitosis.linux.libc.libc_h;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A counter that any thread increments and one thread waits for, see {@code eventfd(2)}. */
public final class EventFd implements AutoCloseable {
    private final FileDescriptor file;
    private final MemorySegment one = Arena.ofAuto().allocate(JAVA_LONG);
    private final MemorySegment count = Arena.ofAuto().allocate(JAVA_LONG);

    private EventFd(FileDescriptor file) {
        this.file = file;
        one.set(JAVA_LONG, 0, 1);
    }

    public static EventFd open() {
        int flags = libc_h.EFD_CLOEXEC() | libc_h.EFD_NONBLOCK();
        int fd = ErrnoException.check("eventfd", Libc.eventfd(0, flags), "eventfd");
        return new EventFd(FileDescriptor.owned(fd, "eventfd"));
    }

    public FileDescriptor file() {
        return file;
    }

    /** Makes the descriptor readable; after {@link #close} it does nothing. Any thread may call it. */
    public synchronized void signal() {
        if (!file.isOpen()) {
            return;
        }
        long result = Libc.write(file.number(), one);
        // The counter is full after 2^64 − 2 signals, and the descriptor readable.
        if (result < 0 && result != -libc_h.EAGAIN()) {
            throw new ErrnoException("write", (int) -result, file.toString());
        }
    }

    /** Resets the counter. For one thread. {@return the number of signals since the last reset} */
    public long drain() {
        return Counter.read(file, count);
    }

    // Synchronized: otherwise a signal might be written to another file that has got the number.
    @Override
    public synchronized void close() {
        file.close();
    }
}
