// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import io.mitosis.linux.libc.libc_h;

/** Transparent huge pages of this process, see {@code PR_SET_THP_DISABLE} of {@code prctl(2)}. */
public final class HugePages {
    private HugePages() {}

    /** Disables transparent huge pages for this process. Without effect where a seccomp filter refuses the call. */
    public static void refuse() {
        Libc.prctl(libc_h.PR_SET_THP_DISABLE(), 1);
    }
}
