// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A BPF program that Java calls like a function in the kernel. Its data is in the object's maps. */
public final class SyscallProgram {
    // struct bpf_test_run_opts, which starts with its own size.
    static final long OPTIONS_SIZE = 80;
    static final long OPTIONS_RETVAL = 56;

    private final String name;
    private final int fd;

    SyscallProgram(String name, int fd) {
        this.name = name;
        this.fd = fd;
    }

    public String name() {
        return name;
    }

    /**
     * Runs the program to completion.
     *
     * @return the result of the program, by convention a negative errno if it failed
     * @throws BpfException if the kernel could not run it
     */
    public int run() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment options = arena.allocate(OPTIONS_SIZE, Long.BYTES);
            options.set(JAVA_LONG, 0, OPTIONS_SIZE);
            LibbpfCalls.programRun(fd, options, name);
            return options.get(JAVA_INT, OPTIONS_RETVAL);
        }
    }
}
