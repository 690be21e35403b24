// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** Formats a {@code printf} format and a {@code va_list} that C code passes to an upcall. */
public final class FormattedText {
    // An array of one struct on x86-64, a struct of 32 bytes on aarch64: a pointer to it is passed on both.
    private static final long VA_LIST_SIZE = "amd64".equals(System.getProperty("os.arch")) ? 24 : 32;
    private static final long FIRST_GUESS = 512;

    private FormattedText() {}

    /**
     * Returns the formatted text. Of a long one it keeps the beginning and, three times as much, the end, both up to a
     * line feed: the verifier's log of one program takes up to 16 MB, which the heap has no room for.
     *
     * @param longest the number of bytes that are kept, approximately
     */
    public static String of(MemorySegment format, MemorySegment arguments, int longest) {
        // Memory of an arena is outside the heap.
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(FIRST_GUESS);
            int length = print(arena, buffer, format, arguments);
            if (length >= buffer.byteSize()) {
                buffer = arena.allocate(length + 1L);
                print(arena, buffer, format, arguments);
            }
            return shortened(buffer.asSlice(0, Math.max(length, 0)), longest);
        }
    }

    // vsnprintf() consumes the va_list, so each call gets a copy.
    @SuppressWarnings("restricted") // the pointer comes from C without a size
    private static int print(Arena arena, MemorySegment buffer, MemorySegment format, MemorySegment arguments) {
        MemorySegment copy = arena.allocate(VA_LIST_SIZE, 8);
        copy.copyFrom(arguments.reinterpret(VA_LIST_SIZE));
        return Libc.vsnprintf(buffer, format, copy);
    }

    static String shortened(MemorySegment text, int longest) {
        long size = text.byteSize();
        if (size <= longest) {
            return string(text, 0, size);
        }
        long head = longest / 4;
        long first = head;
        while (first > 0 && text.get(JAVA_BYTE, first - 1) != '\n') {
            first--;
        }
        long last = size - (longest - head);
        while (last < size && text.get(JAVA_BYTE, last - 1) != '\n') {
            last++;
        }
        // A text without line feeds there is cut anywhere.
        first = first == 0 ? head : first;
        last = last == size ? size - (longest - head) : last;
        return string(text, 0, first) + "... (" + (last - first) + " bytes are left out)\n" + string(text, last, size);
    }

    private static String string(MemorySegment text, long start, long end) {
        return new String(text.asSlice(start, end - start).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
    }
}
