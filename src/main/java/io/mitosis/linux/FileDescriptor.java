// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import io.mitosis.linux.libc.libc_h;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A file descriptor of this process, with its purpose for messages. */
public final class FileDescriptor implements AutoCloseable {
    private static final int CLOSED = -1;

    private final AtomicInteger number;
    private final String purpose;
    private final boolean owned;

    private FileDescriptor(int number, String purpose, boolean owned) {
        if (number < 0) {
            throw new IllegalArgumentException(purpose + ": no descriptor: " + number);
        }
        this.number = new AtomicInteger(number);
        this.purpose = purpose;
        this.owned = owned;
    }

    /** Takes ownership of a descriptor: {@link #close} closes the file. */
    public static FileDescriptor owned(int number, String purpose) {
        return new FileDescriptor(number, purpose, true);
    }

    /** Wraps a descriptor that its owner closes later: {@link #close} does not close the file. */
    public static FileDescriptor borrowed(int number, String purpose) {
        return new FileDescriptor(number, purpose, false);
    }

    /**
     * Opens a file or directory to read it.
     *
     * @param kind {@code O_DIRECTORY} or nothing, as in {@code open(2)}
     * @return null if there is no file of that name and kind
     * @throws ErrnoException if it cannot be opened for any other reason
     */
    static @Nullable FileDescriptor openToRead(Path path, int kind) {
        String name = path.toString();
        int fd = Libc.open(CallBuffer.holding(name), libc_h.O_RDONLY() | libc_h.O_CLOEXEC() | kind);
        if (fd == -libc_h.ENOENT() || fd == -libc_h.ENOTDIR()) {
            return null;
        }
        return owned(ErrnoException.check("open", fd, name), name);
    }

    /**
     * {@return the number}
     *
     * @throws IllegalStateException if it is closed: the number may belong to another file by now
     */
    public int number() {
        int current = number.get();
        if (current == CLOSED) {
            throw new IllegalStateException(purpose + " is closed");
        }
        return current;
    }

    /** {@return whether it is not closed yet} */
    public boolean isOpen() {
        return number.get() != CLOSED;
    }

    @Override
    public void close() {
        int current = number.getAndSet(CLOSED);
        if (current != CLOSED && owned) {
            // Linux releases the number even if close() reports an error: there is nothing left to do.
            Libc.close(current);
        }
    }

    @Override
    public String toString() {
        return purpose;
    }
}
