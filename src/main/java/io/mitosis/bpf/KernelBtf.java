// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.mitosis.exit.UnsupportedMachineException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The types of the running kernel, from {@code /sys/kernel/btf/vmlinux}. There are over a hundred thousand, so libbpf
 * searches them, and only the records found are read here.
 */
public final class KernelBtf extends Btf implements AutoCloseable {
    // Offsets in the header of the blob.
    private static final int HEADER_LENGTH = 4;
    private static final int STRINGS_OFFSET = 16;

    private final MemorySegment strings;
    private long btf;

    private KernelBtf(long btf) {
        this.btf = btf;
        MemorySegment blob = LibbpfCalls.btfRawData(btf, owner());
        strings = blob.asSlice(blob.get(JAVA_INT, HEADER_LENGTH) + blob.get(JAVA_INT, STRINGS_OFFSET));
    }

    /**
     * Loads the types of the running kernel, which takes some ten milliseconds.
     *
     * @throws UnsupportedMachineException if the kernel has no BTF, or libbpf is missing
     */
    public static KernelBtf load() {
        Libbpf.load();
        try {
            return of(LibbpfCalls.kernelBtf());
        } catch (BpfException failed) {
            throw new UnsupportedMachineException(
                    "cannot read the kernel's types (CONFIG_DEBUG_INFO_BTF): " + failed.getMessage(), failed);
        }
    }

    private static KernelBtf of(long btf) {
        try {
            return new KernelBtf(btf);
        } catch (RuntimeException failed) {
            LibbpfCalls.btfFree(btf);
            throw failed;
        }
    }

    @Override
    String owner() {
        return "the kernel";
    }

    @Override
    int find(String name, int kind) {
        return LibbpfCalls.btfFind(open(), name, kind);
    }

    @Override
    ByteBuffer type(int id) {
        MemorySegment head = LibbpfCalls.segment(LibbpfCalls.btfType(open(), id), HEAD_SIZE);
        int size = recordSize(head.get(JAVA_INT, INFO));
        return LibbpfCalls.segment(head.address(), size).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    @Override
    String string(int offset) {
        open();
        return strings.getString(offset);
    }

    private long open() {
        if (btf == 0) {
            throw new IllegalStateException("the kernel's types are closed");
        }
        return btf;
    }

    /** Frees the types, about 10 MB. Objects obtained from them must not be used afterwards. */
    @Override
    public void close() {
        if (btf != 0) {
            LibbpfCalls.btfFree(btf);
            btf = 0;
        }
    }
}
