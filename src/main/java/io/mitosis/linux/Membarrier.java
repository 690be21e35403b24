// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import io.mitosis.linux.libc.libc_h;

/** A memory barrier on all CPUs at once, see {@code membarrier(2)}. */
public final class Membarrier {
    // The C library has no wrapper for this call, and system call numbers differ between architectures.
    private static final long SYSTEM_CALL = "aarch64".equals(System.getProperty("os.arch")) ? 283 : 324;

    private Membarrier() {}

    /**
     * Waits until every running thread of the machine has passed a full barrier, which takes some milliseconds.
     *
     * @return false if the kernel refuses: no such call, CPUs without a tick by {@code nohz_full=}, a seccomp filter
     */
    public static boolean global() {
        long result = Libc.syscall(SYSTEM_CALL, libc_h.MEMBARRIER_CMD_GLOBAL(), 0, 0);
        return result == 0;
    }
}
