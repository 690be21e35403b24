// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

/** Something that is attached to the kernel, until it is closed. */
public final class BpfLink implements AutoCloseable {
    private long address;

    BpfLink(long address) {
        this.address = address;
    }

    /** Detaches. What the programs left in their maps stays there. */
    @Override
    public void close() {
        if (address != 0) {
            LibbpfCalls.linkDestroy(address);
            address = 0;
        }
    }
}
