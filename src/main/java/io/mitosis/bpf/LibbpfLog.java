// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.bpf.libbpf.libbpf_h;
import io.mitosis.bpf.libbpf.libbpf_print_fn_t;
import io.mitosis.linux.FormattedText;
import io.mitosis.linux.NativeFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;

/**
 * Captures the output of libbpf from {@link #open} to {@link #close}. It is off otherwise: the upcall into Java adds
 * several milliseconds to a start and would be made for each of hundreds of debug lines. So a load is first tried
 * without a log, and is repeated with one if it fails.
 */
final class LibbpfLog implements AutoCloseable {
    private static final NativeFunction SET_PRINT = new NativeFunction(Libbpf.library(), "libbpf_set_print");

    // The verifier repeats itself: what matters is where a log begins and how it ends.
    private static final int LONGEST_MESSAGE = 64 << 10;

    private final Arena arena = Arena.ofShared();
    private final StringBuilder text = new StringBuilder();

    private LibbpfLog() {}

    static LibbpfLog open() {
        LibbpfLog log = new LibbpfLog();
        SET_PRINT.call(libbpf_print_fn_t.allocate(log::print, log.arena).address());
        return log;
    }

    /** {@return the result of a call} A failed call is repeated once, and its second failure carries libbpf's log. */
    static <T> T explain(Supplier<T> call) {
        try {
            return call.get();
        } catch (BpfException unexplained) {
            return withLog(call);
        }
    }

    private static <T> T withLog(Supplier<T> call) {
        try (LibbpfLog log = open()) {
            try {
                return call.get();
            } catch (BpfException failed) {
                throw failed.withLog(log.text());
            }
        }
    }

    // Called by libbpf. An exception thrown from an upcall would end the JVM.
    private int print(int level, MemorySegment format, MemorySegment arguments) {
        try {
            if (level != libbpf_h.LIBBPF_DEBUG()) {
                text.append(FormattedText.of(format, arguments, LONGEST_MESSAGE));
            }
        } catch (Throwable failed) {
            text.append("(a line of the log is lost: ").append(failed).append(")\n");
        }
        return 0;
    }

    String text() {
        return text.toString().strip();
    }

    @Override
    public void close() {
        SET_PRINT.call(0);
        arena.close();
    }
}
