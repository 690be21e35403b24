// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Formats a {@code printf} format and a {@code va_list} that C code passes to an upcall. */
public final class FormattedText {
    // An array of one struct on x86-64, a struct of 32 bytes on aarch64: a pointer to it is passed on both.
    private static final long VA_LIST_SIZE = "amd64".equals(System.getProperty("os.arch")) ? 24 : 32;
    private static final long FIRST_GUESS = 512;

    private FormattedText() {}

    /** {@return the formatted text, of any length} */
    public static String of(MemorySegment format, MemorySegment arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(FIRST_GUESS);
            int length = print(arena, buffer, format, arguments);
            if (length >= buffer.byteSize()) {
                buffer = arena.allocate(length + 1L);
                print(arena, buffer, format, arguments);
            }
            return length < 0 ? "" : buffer.getString(0);
        }
    }

    // vsnprintf() consumes the va_list, so each call gets a copy.
    @SuppressWarnings("restricted") // the pointer comes from C without a size
    private static int print(Arena arena, MemorySegment buffer, MemorySegment format, MemorySegment arguments) {
        MemorySegment copy = arena.allocate(VA_LIST_SIZE, 8);
        copy.copyFrom(arguments.reinterpret(VA_LIST_SIZE));
        return Libc.vsnprintf(buffer, format, copy);
    }
}
