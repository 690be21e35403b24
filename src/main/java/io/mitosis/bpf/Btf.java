// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.bpf.libbpf.libbpf_h;
import java.nio.ByteBuffer;

/**
 * C types read from BTF, the kernel's compact type format.
 *
 * <p>Each type has an id from 1 on and a record: the offset of its name among the strings, a word with its kind (bits
 * 24 to 28), a flag (bit 31) and a count (bits 0 to 15), a word with its size or the id of the type it refers to, and
 * then data that depends on the kind. See Documentation/bpf/btf.rst of the kernel.
 */
public abstract sealed class Btf permits ObjectBtf, KernelBtf {
    static final int NAME = 0;
    static final int INFO = 4;
    static final int SIZE_OR_TYPE = 8;
    static final int HEAD_SIZE = 12;

    /** {@return the owner of the types for messages, such as "the kernel"} */
    abstract String owner();

    /** {@return the id of the type with this name and kind, 0 if there is none} */
    abstract int find(String name, int kind);

    /** {@return the complete record of a type} */
    abstract ByteBuffer type(int id);

    /** {@return the string at an offset of the strings} */
    abstract String string(int offset);

    /** {@return the members of a struct} It throws a {@link BpfException} that names the struct if it is missing. */
    public BtfStruct struct(String name) {
        int id = require(name, libbpf_h.BTF_KIND_STRUCT(), "struct");
        return new BtfStruct(this, "struct " + name, type(id));
    }

    /** {@return the values of an enum} It throws a {@link BpfException} that names the enum if it is missing. */
    public BtfEnum enumeration(String name) {
        int id = find(name, libbpf_h.BTF_KIND_ENUM64());
        if (id == 0) {
            id = require(name, libbpf_h.BTF_KIND_ENUM(), "enum");
        }
        return new BtfEnum(this, "enum " + name, type(id));
    }

    /** {@return the value of a constant} It throws a {@link BpfException} that names what is missing. */
    public long enumValue(String enumeration, String constant) {
        return enumeration(enumeration).value(constant);
    }

    /** {@return whether there is a function of this name} */
    public boolean hasFunction(String name) {
        return find(name, libbpf_h.BTF_KIND_FUNC()) != 0;
    }

    /** {@return whether there is a variable of this name} The kernel's own are those of each CPU. */
    public boolean hasVariable(String name) {
        return find(name, libbpf_h.BTF_KIND_VAR()) != 0;
    }

    /** {@return how many parameters a function has} It throws a {@link BpfException} that names it if it is missing. */
    public int parameterCount(String function) {
        int id = require(function, libbpf_h.BTF_KIND_FUNC(), "function");
        return count(type(type(id).getInt(SIZE_OR_TYPE)));
    }

    /** {@return whether there is a struct of this name with a field of that name} */
    public boolean hasField(String struct, String field) {
        int id = find(struct, libbpf_h.BTF_KIND_STRUCT());
        return id != 0 && new BtfStruct(this, struct, type(id)).has(field);
    }

    int require(String name, int kind, String word) {
        int id = find(name, kind);
        if (id == 0) {
            throw new BpfException(owner() + " has no " + word + " " + name);
        }
        return id;
    }

    static int kind(ByteBuffer type) {
        return (type.getInt(INFO) >>> 24) & 0x1f;
    }

    static int count(ByteBuffer type) {
        return type.getInt(INFO) & 0xffff;
    }

    static boolean flag(ByteBuffer type) {
        return type.getInt(INFO) < 0;
    }

    /** {@return the size of a type's record in bytes, computed from its info word} */
    static int recordSize(int info) {
        int count = info & 0xffff;
        int kind = (info >>> 24) & 0x1f;
        if (kind == libbpf_h.BTF_KIND_STRUCT()
                || kind == libbpf_h.BTF_KIND_UNION()
                || kind == libbpf_h.BTF_KIND_DATASEC()
                || kind == libbpf_h.BTF_KIND_ENUM64()) {
            return HEAD_SIZE + count * 12;
        }
        if (kind == libbpf_h.BTF_KIND_ENUM() || kind == libbpf_h.BTF_KIND_FUNC_PROTO()) {
            return HEAD_SIZE + count * 8;
        }
        if (kind == libbpf_h.BTF_KIND_ARRAY()) {
            return HEAD_SIZE + 12;
        }
        if (kind == libbpf_h.BTF_KIND_INT()
                || kind == libbpf_h.BTF_KIND_VAR()
                || kind == libbpf_h.BTF_KIND_DECL_TAG()) {
            return HEAD_SIZE + 4;
        }
        return HEAD_SIZE;
    }
}
