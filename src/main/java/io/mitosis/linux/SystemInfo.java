// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

/** What the C library knows about this machine and this process. */
public final class SystemInfo {
    private SystemInfo() {}

    /** {@return the size of a page of memory in bytes: the unit in which files are mapped} */
    public static int pageSize() {
        return Libc.getpagesize();
    }
}
