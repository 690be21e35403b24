// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * Memory for what one call takes or gives, one piece for each thread: the next call overwrites it.
 *
 * <p>The JDK clears all the memory that it hands out, in a loop that takes a JVM which has not compiled it yet longer
 * than the kernel takes for the call.
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

    /** Returns the end of the buffer, for what a call gives that takes a path. */
    static MemorySegment end(int size) {
        return get().asSlice(SIZE - size);
    }

    /** Returns a path as C functions take it. One that does not fit is cut: it is still four times what they take. */
    static MemorySegment holding(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, SIZE - 1);
        MemorySegment buffer = get();
        MemorySegment.copy(bytes, 0, buffer, ValueLayout.JAVA_BYTE, 0, length);
        buffer.set(ValueLayout.JAVA_BYTE, length, (byte) 0);
        return buffer;
    }
}
