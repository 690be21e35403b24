// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.linux.NativeMemory;
import java.util.Objects;
import java.util.function.LongFunction;

/** The memory-mapped values of an array map, read and written without system calls. */
public final class MappedArray {
    private final NativeMemory memory;
    private final long stride;
    private final int length;

    private MappedArray(NativeMemory memory, long stride, int length) {
        this.memory = memory;
        this.stride = stride;
        this.length = length;
    }

    static MappedArray of(BpfMap map, LongFunction<NativeMemory> mapping) {
        // The kernel starts each value at a multiple of 8.
        long stride = (map.valueSize() + 7L) & ~7L;
        return new MappedArray(mapping.apply(stride * map.maxEntries()), stride, map.maxEntries());
    }

    public int length() {
        return length;
    }

    /** {@return the memory of one value} */
    public NativeMemory get(int index) {
        return memory.slice(Objects.checkIndex(index, length) * stride, stride);
    }
}
