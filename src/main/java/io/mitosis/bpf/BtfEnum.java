// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.bpf.libbpf.libbpf_h;
import java.nio.ByteBuffer;

/** The constants of a C enum. */
public final class BtfEnum {
    private final Btf btf;
    private final String name;
    private final ByteBuffer type;

    BtfEnum(Btf btf, String name, ByteBuffer type) {
        this.btf = btf;
        this.name = name;
        this.type = type;
    }

    /**
     * {@return whether all bits of the constants are known} Old tools recorded only the low 32 bits of each constant of
     * an 8-byte enum.
     */
    public boolean isComplete() {
        return wide() || type.getInt(Btf.SIZE_OR_TYPE) <= Integer.BYTES;
    }

    /** {@return whether there is a constant of this name} */
    public boolean has(String constant) {
        return entryOf(constant) >= 0;
    }

    /** {@return the value of a constant} It throws a {@link BpfException} that names it if it is missing. */
    public long value(String constant) {
        int entry = entryOf(constant);
        if (entry < 0) {
            throw new BpfException(btf.owner() + ": " + name + " has no " + constant);
        }
        long low = type.getInt(entry + 4);
        if (!wide()) {
            // The flag says that the constants are signed.
            return Btf.flag(type) ? low : Integer.toUnsignedLong((int) low);
        }
        return ((long) type.getInt(entry + 8) << Integer.SIZE) | Integer.toUnsignedLong((int) low);
    }

    private boolean wide() {
        return Btf.kind(type) == libbpf_h.BTF_KIND_ENUM64();
    }

    // Each entry: the name, the low 32 bits, and in the wide form the high ones.
    private int entryOf(String constant) {
        int entrySize = wide() ? 12 : 8;
        int count = Btf.count(type);
        for (int i = 0; i < count; i++) {
            int entry = Btf.HEAD_SIZE + i * entrySize;
            if (btf.string(type.getInt(entry)).equals(constant)) {
                return entry;
            }
        }
        return -1;
    }
}
