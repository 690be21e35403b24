// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import io.mitosis.linux.libc.libc_h;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;

/**
 * Wrappers of C library functions, see section 2 of the manual. A failure is returned as the negative errno, as by the
 * kernel itself, so that no caller needs to read errno later.
 */
final class Libc {
    private static final SymbolLookup LIBRARY = Linker.nativeLinker().defaultLookup();

    private static final NativeFunction CLOSE = function("close");
    private static final NativeFunction READ = function("read");
    private static final NativeFunction WRITE = function("write");
    private static final NativeFunction OPEN = function("open");
    private static final NativeFunction GETDENTS = function("getdents64");
    private static final NativeFunction STATX = function("statx");
    private static final NativeFunction MMAP = function("mmap");
    private static final NativeFunction MUNMAP = function("munmap");
    private static final NativeFunction EPOLL_CREATE = function("epoll_create1");
    private static final NativeFunction EPOLL_CTL = function("epoll_ctl");
    private static final NativeFunction EPOLL_WAIT = function("epoll_wait");
    private static final NativeFunction EVENTFD = function("eventfd");
    private static final NativeFunction TIMERFD_CREATE = function("timerfd_create");
    private static final NativeFunction TIMERFD_SETTIME = function("timerfd_settime");
    private static final NativeFunction INOTIFY_INIT = function("inotify_init1");
    private static final NativeFunction INOTIFY_ADD_WATCH = function("inotify_add_watch");
    private static final NativeFunction INOTIFY_RM_WATCH = function("inotify_rm_watch");
    private static final NativeFunction SOCKET = function("socket");
    private static final NativeFunction SENDTO = function("sendto");
    private static final NativeFunction PRCTL = function("prctl");
    private static final NativeFunction SIGNAL = function("signal");
    private static final NativeFunction SYSCALL = function("syscall");
    private static final NativeFunction GETPAGESIZE = function("getpagesize");
    private static final NativeFunction VSNPRINTF = function("vsnprintf");
    private static final NativeFunction STRERRORNAME = function("strerrorname_np");
    private static final NativeFunction STRERRORDESC = function("strerrordesc_np");

    private Libc() {}

    static int close(int fd) {
        return orErrno(CLOSE.callInt(fd));
    }

    static long read(int fd, MemorySegment buffer) {
        return orErrno(READ.call(fd, buffer.address(), buffer.byteSize()));
    }

    static long write(int fd, MemorySegment buffer) {
        return orErrno(WRITE.call(fd, buffer.address(), buffer.byteSize()));
    }

    /** Opens a file that exists. */
    static int open(MemorySegment path, int flags) {
        return orErrno(OPEN.callInt(path.address(), flags));
    }

    static long getdents(int fd, MemorySegment buffer) {
        return orErrno(GETDENTS.call(fd, buffer.address(), buffer.byteSize()));
    }

    /** Reads the attributes of a file that {@code mask} selects. */
    static int statx(MemorySegment path, int mask, MemorySegment result) {
        return orErrno(STATX.callInt(libc_h.AT_FDCWD(), path.address(), 0, mask, result.address()));
    }

    /** Maps memory at an address of the kernel's choice. {@code MAP_FAILED} is −1, so errors look like any other. */
    static long mmap(long length, int protection, int flags, int fd, long offset) {
        return orErrno(MMAP.call(0, length, protection, flags, fd, offset));
    }

    static int munmap(long address, long length) {
        return orErrno(MUNMAP.callInt(address, length));
    }

    static int epollCreate(int flags) {
        return orErrno(EPOLL_CREATE.callInt(flags));
    }

    static int epollCtl(int epoll, int operation, int fd, MemorySegment event) {
        return orErrno(EPOLL_CTL.callInt(epoll, operation, fd, event.address()));
    }

    static int epollWait(int epoll, MemorySegment events, int capacity, int timeoutMillis) {
        return orErrno(EPOLL_WAIT.callInt(epoll, events.address(), capacity, timeoutMillis));
    }

    static int eventfd(int initial, int flags) {
        return orErrno(EVENTFD.callInt(initial, flags));
    }

    static int timerfdCreate(int clock, int flags) {
        return orErrno(TIMERFD_CREATE.callInt(clock, flags));
    }

    static int timerfdSettime(int fd, MemorySegment itimerspec) {
        return orErrno(TIMERFD_SETTIME.callInt(fd, 0, itimerspec.address(), 0));
    }

    static int inotifyInit(int flags) {
        return orErrno(INOTIFY_INIT.callInt(flags));
    }

    static int inotifyAddWatch(int fd, String path, int mask) {
        try (Arena arena = Arena.ofConfined()) {
            return orErrno(
                    INOTIFY_ADD_WATCH.callInt(fd, arena.allocateFrom(path).address(), mask));
        }
    }

    static int inotifyRmWatch(int fd, int watch) {
        return orErrno(INOTIFY_RM_WATCH.callInt(fd, watch));
    }

    static int socket(int domain, int type) {
        return orErrno(SOCKET.callInt(domain, type, 0));
    }

    static long sendto(int fd, MemorySegment message, int flags, MemorySegment address) {
        return orErrno(
                SENDTO.call(fd, message.address(), message.byteSize(), flags, address.address(), address.byteSize()));
    }

    static long syscall(long number, long first, long second, long third) {
        return orErrno(SYSCALL.call(number, first, second, third));
    }

    static int prctl(int operation, long argument) {
        return orErrno(PRCTL.callInt(operation, argument));
    }

    /** Resets a signal to its default action. {@code SIG_DFL} is the null pointer, {@code SIG_ERR} −1. */
    static int signalByDefault(int signal) {
        return SIGNAL.call(signal, 0) == -1 ? -NativeFunction.errno() : 0;
    }

    static int getpagesize() {
        return GETPAGESIZE.callInt();
    }

    /** {@return the length of the formatted text, even where the buffer is too short for it} */
    static int vsnprintf(MemorySegment buffer, MemorySegment format, MemorySegment arguments) {
        return VSNPRINTF.callInt(buffer.address(), buffer.byteSize(), format.address(), arguments.address());
    }

    /** {@return the symbol of an errno, such as {@code ENOENT}} */
    static String strerrorname(int errno) {
        return constant(STRERRORNAME.call(errno), errno);
    }

    /** {@return the description of an errno, such as {@code No such file or directory}} */
    static String strerrordesc(int errno) {
        return constant(STRERRORDESC.call(errno), errno);
    }

    @SuppressWarnings("restricted") // a constant of the C library, ended by a NUL
    private static String constant(long text, int errno) {
        return text == 0
                ? "errno " + errno
                : MemorySegment.ofAddress(text).reinterpret(Integer.MAX_VALUE).getString(0);
    }

    private static int orErrno(int result) {
        return result == -1 ? -NativeFunction.errno() : result;
    }

    private static long orErrno(long result) {
        return result == -1 ? -NativeFunction.errno() : result;
    }

    private static NativeFunction function(String name) {
        return new NativeFunction(LIBRARY, name);
    }
}
