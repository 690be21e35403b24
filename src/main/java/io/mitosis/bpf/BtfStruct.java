// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.bpf.libbpf.libbpf_h;
import java.nio.ByteBuffer;

/** Memory layout of a C struct, or of the variables of an ELF section. */
public final class BtfStruct {
    // Both struct members and section variables are lists of three words.
    private static final int ENTRY_SIZE = 12;
    private static final int POINTER_SIZE = 8;

    private final Btf btf;
    private final String name;
    private final ByteBuffer type;

    BtfStruct(Btf btf, String name, ByteBuffer type) {
        this.btf = btf;
        this.name = name;
        this.type = type;
    }

    /** {@return the size of the struct or section in bytes} */
    public int size() {
        return type.getInt(Btf.SIZE_OR_TYPE);
    }

    /** {@return whether there is a member or variable of this name} */
    public boolean has(String member) {
        return indexOf(member) >= 0;
    }

    /** {@return the location of a member} It throws a {@link BpfException} that names the member if it is missing. */
    public BtfMember field(String member) {
        int index = indexOf(member);
        if (index < 0) {
            throw new BpfException(btf.owner() + ": " + name + " has no " + member);
        }
        int entry = Btf.HEAD_SIZE + index * ENTRY_SIZE;
        return isSection() ? variable(member, entry) : member(member, entry);
    }

    private boolean isSection() {
        return Btf.kind(type) == libbpf_h.BTF_KIND_DATASEC();
    }

    private int indexOf(String member) {
        int count = Btf.count(type);
        for (int i = 0; i < count; i++) {
            int entry = Btf.HEAD_SIZE + i * ENTRY_SIZE;
            int offset = isSection() ? btf.type(type.getInt(entry)).getInt(Btf.NAME) : type.getInt(entry);
            if (btf.string(offset).equals(member)) {
                return i;
            }
        }
        return -1;
    }

    // An entry of a section: the id of the variable, its offset, its size.
    private BtfMember variable(String member, int entry) {
        int typeId = btf.type(type.getInt(entry)).getInt(Btf.SIZE_OR_TYPE);
        return field(member, type.getInt(entry + 4), typeId);
    }

    // An entry of a struct: the name, the type, the offset in bits.
    private BtfMember member(String member, int entry) {
        int bits = type.getInt(entry + 8);
        // With the flag set the top byte is the width of a bit field, 0 for whole members.
        if (Btf.flag(type) && bits >>> 24 != 0) {
            throw new BpfException(btf.owner() + ": " + name + "." + member + " is a bit field");
        }
        return field(member, (bits & 0xffffff) / Byte.SIZE, type.getInt(entry + 4));
    }

    private BtfMember field(String member, int offset, int typeId) {
        ByteBuffer target = resolve(typeId);
        if (Btf.kind(target) != libbpf_h.BTF_KIND_ARRAY()) {
            return new BtfMember(name + "." + member, offset, sizeOf(target), 1);
        }
        int elements = target.getInt(Btf.HEAD_SIZE + 8);
        int elementSize = sizeOf(resolve(target.getInt(Btf.HEAD_SIZE)));
        return new BtfMember(name + "." + member, offset, elementSize, elements);
    }

    private int sizeOf(ByteBuffer target) {
        int kind = Btf.kind(target);
        if (kind == libbpf_h.BTF_KIND_PTR()) {
            return POINTER_SIZE;
        }
        if (kind == libbpf_h.BTF_KIND_ARRAY()) {
            return target.getInt(Btf.HEAD_SIZE + 8) * sizeOf(resolve(target.getInt(Btf.HEAD_SIZE)));
        }
        return target.getInt(Btf.SIZE_OR_TYPE);
    }

    // Follows typedefs and qualifiers to a type that has a size.
    private ByteBuffer resolve(int id) {
        ByteBuffer target = btf.type(id);
        while (refers(Btf.kind(target))) {
            target = btf.type(target.getInt(Btf.SIZE_OR_TYPE));
        }
        return target;
    }

    private static boolean refers(int kind) {
        return kind == libbpf_h.BTF_KIND_TYPEDEF()
                || kind == libbpf_h.BTF_KIND_CONST()
                || kind == libbpf_h.BTF_KIND_VOLATILE()
                || kind == libbpf_h.BTF_KIND_RESTRICT()
                || kind == libbpf_h.BTF_KIND_TYPE_TAG();
    }
}
