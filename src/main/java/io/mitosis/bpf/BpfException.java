// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.linux.ErrnoException;

/** A failure in libbpf or in the kernel's BPF subsystem. The message is one line; {@link #log} has libbpf's output. */
public final class BpfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String log;

    BpfException(String message) {
        super(message);
        log = "";
    }

    private BpfException(BpfException cause, String log) {
        super(cause.getMessage(), cause);
        this.log = log;
    }

    /** Returns the exception for a failed libbpf call. The message has its name, the errno and the object. */
    static BpfException ofCall(String call, int errno, String object) {
        return new BpfException(call + "(" + object + "): " + ErrnoException.describe(errno));
    }

    BpfException withLog(String text) {
        return new BpfException(this, text);
    }

    /** {@return libbpf's log of the failed call; of a long log of the verifier both ends; empty if there is none} */
    public String log() {
        return log;
    }
}
