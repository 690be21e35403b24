// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import io.mitosis.linux.libc.libc_h;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A file's memory, shared with whoever else maps it: {@code mmap(2)}, undone by {@link #close}. */
public final class MappedMemory implements AutoCloseable {
    // Shared, for the check at each access that it is still mapped: what is left of it after close throws.
    private final Arena arena = Arena.ofShared();
    private final NativeMemory memory;

    @SuppressWarnings("restricted") // this is where the size of the mapping is known
    private MappedMemory(long address, long size) {
        MemorySegment mapping = MemorySegment.ofAddress(address)
                .reinterpret(size, arena, segment -> Libc.munmap(segment.address(), segment.byteSize()));
        memory = new NativeMemory(mapping);
    }

    public static MappedMemory readOnly(FileDescriptor file, long offset, long size) {
        return map(file, offset, size, libc_h.PROT_READ());
    }

    public static MappedMemory writable(FileDescriptor file, long offset, long size) {
        return map(file, offset, size, libc_h.PROT_READ() | libc_h.PROT_WRITE());
    }

    private static MappedMemory map(FileDescriptor file, long offset, long size, int protection) {
        long address = Libc.mmap(size, protection, libc_h.MAP_SHARED(), file.number(), offset);
        // Addresses of user space are positive.
        if (address < 0) {
            throw new ErrnoException("mmap", (int) -address, file.toString());
        }
        return new MappedMemory(address, size);
    }

    public NativeMemory memory() {
        return memory;
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
