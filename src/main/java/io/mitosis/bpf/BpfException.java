// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.linux.ErrnoException;

/** Something in BPF went wrong. The message is one line; what libbpf had to say about it is in {@link #log}. */
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

    /** A failed call of libbpf: its name, the errno, and the object that it was about. */
    static BpfException ofCall(String call, int errno, String object) {
        return new BpfException(call + "(" + object + "): " + ErrnoException.describe(errno));
    }

    BpfException withLog(String text) {
        return new BpfException(this, text);
    }

    /** {@return libbpf's log of the failed call, the verifier's part whole; empty if it wrote none} */
    public String log() {
        return log;
    }
}
