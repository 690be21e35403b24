// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import io.mitosis.linux.libc.ErrnoCapture;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import org.jspecify.annotations.Nullable;

/**
 * A C function of a shared library, looked up when it is first called. Parameters and result are integers or pointers,
 * passed as {@code long}; there are at most six parameters.
 */
public final class NativeFunction {
    private final SymbolLookup library;
    private final String name;
    private @Nullable MemorySegment address;

    public NativeFunction(SymbolLookup library, String name) {
        this.library = library;
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** Calls a function that returns a pointer, a {@code long}, or nothing. */
    public long call(long... arguments) {
        long[] all = new long[6];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        return ErrnoCapture.call(address(), all[0], all[1], all[2], all[3], all[4], all[5]);
    }

    /** Calls a function that returns a C {@code int}. */
    public int callInt(long... arguments) {
        return (int) call(arguments);
    }

    /** {@return the errno of this thread's last call of any function; valid only if that call failed} */
    public static int errno() {
        return ErrnoCapture.errno();
    }

    // Two threads may both look the symbol up, and find the same address.
    private MemorySegment address() {
        MemorySegment known = address;
        if (known == null) {
            known = library.findOrThrow(name);
            address = known;
        }
        return known;
    }
}
