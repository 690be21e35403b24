// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.mitosis.linux.libc.libc_h;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/** A timer on the monotonic clock whose descriptor is readable when it has expired, see {@code timerfd_create(2)}. */
public final class TimerFd implements AutoCloseable {
    // struct itimerspec: the interval, then the first expiration, each in seconds and nanoseconds of 8 bytes.
    static final long INTERVAL_SECONDS = 0;
    static final long INTERVAL_NANOS = 8;
    static final long FIRST_SECONDS = 16;
    static final long FIRST_NANOS = 24;
    static final long ITIMERSPEC_SIZE = 32;

    private final FileDescriptor file;
    private final MemorySegment expirations = Arena.ofAuto().allocate(JAVA_LONG);

    private TimerFd(FileDescriptor file) {
        this.file = file;
    }

    /**
     * Starts a timer that expires every {@code interval}, for the first time after one interval.
     *
     * @param interval positive
     */
    public static TimerFd every(Duration interval) {
        TimerFd timer = unset();
        try {
            timer.repeat(interval);
            return timer;
        } catch (RuntimeException failed) {
            timer.close();
            throw failed;
        }
    }

    /** Creates a timer that is not armed. */
    public static TimerFd unset() {
        int flags = libc_h.TFD_CLOEXEC() | libc_h.TFD_NONBLOCK();
        int fd = ErrnoException.check("timerfd_create", Libc.timerfdCreate(libc_h.CLOCK_MONOTONIC(), flags), "timer");
        return new TimerFd(FileDescriptor.owned(fd, "timer"));
    }

    /** Rearms the timer to expire every {@code interval} from now on. The interval is positive. */
    public void repeat(Duration interval) {
        set(interval, interval);
    }

    /** Rearms the timer to expire once, after a positive delay. */
    public void once(Duration delay) {
        set(delay, Duration.ZERO);
    }

    private void set(Duration first, Duration interval) {
        if (!first.isPositive()) {
            throw new IllegalArgumentException("not a positive time: " + first);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment spec = arena.allocate(ITIMERSPEC_SIZE, 8);
            spec.set(JAVA_LONG, INTERVAL_SECONDS, interval.getSeconds());
            spec.set(JAVA_LONG, INTERVAL_NANOS, interval.getNano());
            spec.set(JAVA_LONG, FIRST_SECONDS, first.getSeconds());
            spec.set(JAVA_LONG, FIRST_NANOS, first.getNano());
            ErrnoException.check("timerfd_settime", Libc.timerfdSettime(file.number(), spec), first.toString());
        }
    }

    public FileDescriptor file() {
        return file;
    }

    /** Resets the descriptor until the next expiration. {@return the number of expirations since the last reset} */
    public long drain() {
        return Counter.read(file, expirations);
    }

    @Override
    public void close() {
        file.close();
    }
}
