// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux.libc;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Calls any C function and keeps the {@code errno} that the call left, which jextract's bindings cannot do: the JVM
 * itself makes system calls between two lines of Java, so errno has to be captured by the linker inside the call.
 *
 * <p>One call shape serves all functions: six integer registers in, one out. Both ABIs that mitosis runs on (System V
 * x86-64 and AAPCS64 on Linux) pass the first six integers and pointers in registers, and a callee reads only those
 * that it declares. The variadic functions in use (open, prctl, syscall) read their arguments from these registers,
 * too. The reason is time: the JVM makes about fifteen classes for each shape that it links, which is 4 ms of a cold
 * start and 60 ms under emulation; the functions that mitosis calls have more than twenty shapes.
 */
public final class ErrnoCapture {
    @SuppressWarnings("restricted") // the shape is right for every function that it is called with
    private static final MethodHandle CALL = Linker.nativeLinker()
            .downcallHandle(
                    FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                    Linker.Option.captureCallState("errno"));

    // A segment for each thread: in a shared one, a thread would read the errno of another thread's call.
    private static final ThreadLocal<MemorySegment> STATE = new ThreadLocal<>() {
        @Override
        protected MemorySegment initialValue() {
            return Arena.ofAuto().allocate(Linker.Option.captureStateLayout());
        }
    };

    private ErrnoCapture() {}

    /**
     * Calls a function whose parameters and result are integers or pointers of at most 8 bytes.
     *
     * @return the whole result register: the caller narrows it, the upper half is undefined after a C {@code int}
     */
    public static long call(MemorySegment function, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) CALL.invokeExact(function, STATE.get(), a, b, c, d, e, f);
        } catch (RuntimeException | Error unchecked) {
            throw unchecked;
        } catch (Throwable impossible) {
            throw new AssertionError("a downcall throws nothing that is checked", impossible);
        }
    }

    /** {@return the errno after this thread's last {@link #call}; valid only if that call failed} */
    public static int errno() {
        // On Linux the captured state consists of errno alone.
        return STATE.get().get(JAVA_INT, 0);
    }
}
