// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

/** A program or {@code struct_ops} map that is attached to the kernel until the link is closed. */
public final class BpfLink implements AutoCloseable {
    private long address;

    BpfLink(long address) {
        this.address = address;
    }

    /** Detaches the program. Values that it wrote to maps stay there. */
    @Override
    public void close() {
        if (address != 0) {
            LibbpfCalls.linkDestroy(address);
            address = 0;
        }
    }
}
