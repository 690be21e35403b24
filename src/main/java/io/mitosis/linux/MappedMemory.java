// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import io.mitosis.linux.libc.libc_h;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A memory mapping, see {@code mmap(2)}, that {@link #close} undoes. Mappings of files are shared. */
public final class MappedMemory implements AutoCloseable {
    private static final int NO_FILE = -1;

    // A shared arena checks each access: after close, all slices of the memory throw.
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

    /** Returns zeroed private memory. A page is allocated when it is first written to. */
    public static MappedMemory anonymous(long size) {
        int flags = libc_h.MAP_PRIVATE() | libc_h.MAP_ANONYMOUS();
        return map(size, libc_h.PROT_READ() | libc_h.PROT_WRITE(), flags, NO_FILE, 0, size + " bytes");
    }

    private static MappedMemory map(FileDescriptor file, long offset, long size, int protection) {
        return map(size, protection, libc_h.MAP_SHARED(), file.number(), offset, file.toString());
    }

    private static MappedMemory map(long size, int protection, int flags, int file, long offset, String what) {
        long address = Libc.mmap(size, protection, flags, file, offset);
        // Addresses of user space are positive.
        if (address < 0) {
            throw new ErrnoException("mmap", (int) -address, what);
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
