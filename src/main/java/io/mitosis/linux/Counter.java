// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.mitosis.linux.libc.libc_h;
import java.lang.foreign.MemorySegment;

/** Reads the counter of an eventfd or a timerfd, which the read sets back to 0. */
final class Counter {
    private Counter() {}

    /** {@return the count; 0 if the read would block} */
    static long read(FileDescriptor file, MemorySegment count) {
        long result = Libc.read(file.number(), count);
        if (result == -libc_h.EAGAIN() || result == -libc_h.EINTR()) {
            return 0;
        }
        if (result < 0) {
            throw new ErrnoException("read", (int) -result, file.toString());
        }
        return count.get(JAVA_LONG, 0);
    }
}
