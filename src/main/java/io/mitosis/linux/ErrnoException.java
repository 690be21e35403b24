// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import io.mitosis.linux.libc.libc_h;

/** A failed C function call: its name, its errno, and the object that it was called for. */
public final class ErrnoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * @param call the function, as in its manual page
     * @param errno positive
     * @param object the object of the call: a path, a descriptor's purpose, …
     */
    public ErrnoException(String call, int errno, String object) {
        super(call + "(" + object + "): " + describe(errno));
        this.errno = errno;
    }

    /** {@return the description of an errno, such as {@code No such file or directory (ENOENT)}} */
    public static String describe(int errno) {
        return Libc.strerrordesc(errno) + " (" + Libc.strerrorname(errno) + ")";
    }

    /** {@return whether the path does not exist: {@code ENOENT} or {@code ENOTDIR}} */
    public boolean isNotFound() {
        return errno == libc_h.ENOENT() || errno == libc_h.ENOTDIR();
    }

    /** {@return whether a resource is exhausted, such as space on a device or inotify watches: {@code ENOSPC}} */
    public boolean isNoSpace() {
        return errno == libc_h.ENOSPC();
    }

    public int errno() {
        return errno;
    }

    /** {@return the result of a call} It throws an {@link ErrnoException} if the result is a negative errno. */
    static int check(String call, int result, String object) {
        if (result < 0) {
            throw new ErrnoException(call, -result, object);
        }
        return result;
    }
}
