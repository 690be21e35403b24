// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/**
 * A region of memory outside the heap, read and written by byte offset in native byte order. Offsets are checked
 * against the size; numbers are aligned to their size.
 *
 * <p>Values that the kernel or a BPF program shares are read with acquire and written with release semantics: a reader
 * that sees such a write sees everything that was written before it.
 */
public final class NativeMemory {
    private static final VarHandle INT = JAVA_INT.varHandle();
    private static final VarHandle LONG = JAVA_LONG.varHandle();

    private final MemorySegment segment;

    public NativeMemory(MemorySegment segment) {
        this.segment = segment;
    }

    public long size() {
        return segment.byteSize();
    }

    public NativeMemory slice(long offset, long size) {
        return new NativeMemory(segment.asSlice(offset, size));
    }

    public byte getByte(long offset) {
        return segment.get(JAVA_BYTE, offset);
    }

    public void putByte(long offset, byte value) {
        segment.set(JAVA_BYTE, offset, value);
    }

    public short getShort(long offset) {
        return segment.get(JAVA_SHORT, offset);
    }

    public void putShort(long offset, short value) {
        segment.set(JAVA_SHORT, offset, value);
    }

    public int getInt(long offset) {
        return segment.get(JAVA_INT, offset);
    }

    public void putInt(long offset, int value) {
        segment.set(JAVA_INT, offset, value);
    }

    public long getLong(long offset) {
        return segment.get(JAVA_LONG, offset);
    }

    public void putLong(long offset, long value) {
        segment.set(JAVA_LONG, offset, value);
    }

    public int getIntAcquire(long offset) {
        return (int) INT.getAcquire(segment, offset);
    }

    public long getLongAcquire(long offset) {
        return (long) LONG.getAcquire(segment, offset);
    }

    public void putLongRelease(long offset, long value) {
        LONG.setRelease(segment, offset, value);
    }

    /** Sets a number atomically. {@return the previous value} */
    public long getAndSetLong(long offset, long value) {
        return (long) LONG.getAndSet(segment, offset, value);
    }

    /** {@return the C string at an offset, up to its NUL or at most {@code size} bytes} */
    public String getString(long offset, long size) {
        long length = 0;
        while (length < size && segment.get(JAVA_BYTE, offset + length) != 0) {
            length++;
        }
        return new String(segment.asSlice(offset, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
    }

    /** Reads {@code count} numbers from an offset on into the beginning of an array. */
    public void getLongs(long offset, long[] target, int count) {
        MemorySegment.copy(segment, JAVA_LONG, offset, target, 0, count);
    }

    /** Writes the first {@code count} numbers of an array from an offset on. */
    public void putLongs(long offset, long[] source, int count) {
        MemorySegment.copy(source, 0, segment, JAVA_LONG, offset, count);
    }

    public void putBytes(long offset, byte[] bytes) {
        MemorySegment.copy(bytes, 0, segment, JAVA_BYTE, offset, bytes.length);
    }

    /** Sets every byte to 0. */
    public void clear() {
        segment.fill((byte) 0);
    }
}
