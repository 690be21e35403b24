// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.linux.NativeMemory;
import java.nio.charset.StandardCharsets;

/** The memory of a struct, or of a section's variables, read and written by name. */
public final class StructMemory {
    private final NativeMemory memory;
    private final BtfStruct layout;

    /** Creates a view of memory that has the given layout. */
    public StructMemory(NativeMemory memory, BtfStruct layout) {
        this.memory = memory;
        this.layout = layout;
    }

    /** {@return the memory of a field} It throws a {@link BpfException} that names the field if it is missing. */
    public NativeMemory at(String name) {
        BtfMember field = layout.field(name);
        return memory.slice(field.offset(), field.size());
    }

    /**
     * Sets a number of 1, 2, 4 or 8 bytes.
     *
     * @throws BpfException if there is no such field, it is no single number, or the value does not fit into it, signed
     *     or unsigned
     */
    public void put(String name, long value) {
        BtfMember field = layout.field(name);
        NativeMemory target = memory.slice(field.offset(), field.size());
        int bits = Byte.SIZE * field.size();
        if (bits < Long.SIZE && value >> bits != 0 && value >> (bits - 1) != -1) {
            throw new BpfException(field.name() + " has " + field.size() + " bytes: " + value + " does not fit");
        }
        switch (field.size()) {
            case Byte.BYTES -> target.putByte(0, (byte) value);
            case Short.BYTES -> target.putShort(0, (short) value);
            case Integer.BYTES -> target.putInt(0, (int) value);
            case Long.BYTES -> target.putLong(0, value);
            default -> throw notANumber(field);
        }
    }

    /** {@return a number of 1, 2, 4 or 8 bytes}, taken as unsigned if it is narrower than a {@code long}. */
    public long get(String name) {
        BtfMember field = layout.field(name);
        NativeMemory source = memory.slice(field.offset(), field.size());
        return switch (field.size()) {
            case Byte.BYTES -> Byte.toUnsignedLong(source.getByte(0));
            case Short.BYTES -> Short.toUnsignedLong(source.getShort(0));
            case Integer.BYTES -> Integer.toUnsignedLong(source.getInt(0));
            case Long.BYTES -> source.getLong(0);
            default -> throw notANumber(field);
        };
    }

    /**
     * Sets an array of characters.
     *
     * @throws BpfException if there is no such field, or the text and the NUL after it do not fit into it
     */
    public void putString(String name, String text) {
        BtfMember field = layout.field(name);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= field.size()) {
            throw new BpfException(field.name() + " has " + field.size() + " bytes: \"" + text + "\" does not fit");
        }
        NativeMemory target = memory.slice(field.offset(), field.size());
        target.clear();
        target.putBytes(0, bytes);
    }

    /** {@return an array of characters up to its NUL} */
    public String getString(String name) {
        BtfMember field = layout.field(name);
        return memory.getString(field.offset(), field.size());
    }

    private static BpfException notANumber(BtfMember field) {
        return new BpfException(field.name() + " has " + field.size() + " bytes: it is no number");
    }
}
