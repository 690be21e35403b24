// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import io.mitosis.linux.libc.libc_h;

/** A failed call: its name, its errno, and the object that it was about. */
public final class ErrnoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * @param call the function, as in its manual page
     * @param errno positive
     * @param object what it was called for: a path, a descriptor's purpose, …
     */
    public ErrnoException(String call, int errno, String object) {
        super(call + "(" + object + "): " + describe(errno));
        this.errno = errno;
    }

    /** {@return an errno in words, such as {@code No such file or directory (ENOENT)}} */
    public static String describe(int errno) {
        return Libc.strerrordesc(errno) + " (" + Libc.strerrorname(errno) + ")";
    }

    /** {@return whether there was nothing at the path that was named, or no directory} */
    public boolean isNotFound() {
        return errno == libc_h.ENOENT() || errno == libc_h.ENOTDIR();
    }

    /** {@return whether the kernel has no more of what was asked for: memory on a device, watches, …} */
    public boolean isNoSpace() {
        return errno == libc_h.ENOSPC();
    }

    public int errno() {
        return errno;
    }

    /** {@return the result of a call}, or throws if it is a negative errno. */
    static int check(String call, int result, String object) {
        if (result < 0) {
            throw new ErrnoException(call, -result, object);
        }
        return result;
    }
}
