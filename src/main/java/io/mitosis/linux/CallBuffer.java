// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * A buffer for the arguments and the result of one system call, one for each thread. The next call overwrites it.
 *
 * <p>An arena zeroes the memory that it allocates, in a loop that takes longer than the system call until the JIT has
 * compiled it.
 */
final class CallBuffer {
    private static final int SIZE = 16 * 1024;

    private static final ThreadLocal<MemorySegment> BUFFER = new ThreadLocal<>() {
        @Override
        protected MemorySegment initialValue() {
            return Arena.ofAuto().allocate(SIZE, Long.BYTES);
        }
    };

    private CallBuffer() {}

    static MemorySegment get() {
        return BUFFER.get();
    }

    /** Returns the last bytes of the buffer, for the result of a call whose path is at the start of it. */
    static MemorySegment end(int size) {
        return get().asSlice(SIZE - size);
    }

    /** Returns the buffer with a path as a C string. A path is cut at four times the length that the kernel accepts. */
    static MemorySegment holding(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, SIZE - 1);
        MemorySegment buffer = get();
        MemorySegment.copy(bytes, 0, buffer, ValueLayout.JAVA_BYTE, 0, length);
        buffer.set(ValueLayout.JAVA_BYTE, length, (byte) 0);
        return buffer;
    }
}
