// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.bpf.libbpf.libbpf_h;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The types of a BPF object, read from its BTF blob in one pass. */
public final class ObjectBtf extends Btf {
    private static final int MAGIC = 0xeb9f;
    private static final int HEADER_LENGTH = 4;
    private static final int TYPES_OFFSET = 8;
    private static final int TYPES_LENGTH = 12;
    private static final int STRINGS_OFFSET = 16;

    private final String name;
    private final ByteBuffer data;
    private final int strings;
    // Offset of the record of each id; id 0 is void and has none.
    private final int[] types;
    private final int typeCount;

    /**
     * Parses a BTF blob.
     *
     * @param name name of the object, for messages
     * @param blob header, types and strings, in this machine's byte order
     */
    public ObjectBtf(String name, byte[] blob) {
        this.name = name;
        data = ByteBuffer.wrap(blob).order(ByteOrder.nativeOrder());
        if (blob.length < STRINGS_OFFSET + 8 || Short.toUnsignedInt(data.getShort(0)) != MAGIC) {
            throw new BpfException(name + ": this is no BTF");
        }
        int header = data.getInt(HEADER_LENGTH);
        strings = header + data.getInt(STRINGS_OFFSET);
        int position = header + data.getInt(TYPES_OFFSET);
        int end = position + data.getInt(TYPES_LENGTH);
        int[] starts = new int[(end - position) / HEAD_SIZE + 1];
        int count = 1;
        while (position < end) {
            starts[count++] = position;
            position += recordSize(data.getInt(position + INFO));
        }
        types = starts;
        typeCount = count;
    }

    /** {@return the variables of a section} It throws a {@link BpfException} that names it if it is missing. */
    public BtfStruct section(String section) {
        int id = require(section, libbpf_h.BTF_KIND_DATASEC(), "section");
        return new BtfStruct(this, "section " + section, type(id));
    }

    /** {@return the members of the struct with an id} */
    BtfStruct struct(int id) {
        ByteBuffer type = type(id);
        return new BtfStruct(this, "struct " + string(type.getInt(NAME)), type);
    }

    @Override
    String owner() {
        return "BPF object " + name;
    }

    @Override
    int find(String wanted, int kind) {
        byte[] bytes = wanted.getBytes(StandardCharsets.UTF_8);
        for (int id = 1; id < typeCount; id++) {
            int record = types[id];
            if (((data.getInt(record + INFO) >>> 24) & 0x1f) == kind && stringIs(data.getInt(record + NAME), bytes)) {
                return id;
            }
        }
        return 0;
    }

    @Override
    ByteBuffer type(int id) {
        if (id == 0) {
            return ByteBuffer.allocate(HEAD_SIZE);
        }
        int start = types[id];
        return data.slice(start, recordSize(data.getInt(start + INFO))).order(ByteOrder.nativeOrder());
    }

    @Override
    String string(int offset) {
        int start = strings + offset;
        int end = start;
        while (data.get(end) != 0) {
            end++;
        }
        return new String(data.array(), start, end - start, StandardCharsets.UTF_8);
    }

    private boolean stringIs(int offset, byte[] wanted) {
        int start = strings + offset;
        int end = start + wanted.length;
        return end < data.limit()
                && data.get(end) == 0
                && Arrays.equals(data.array(), start, end, wanted, 0, wanted.length);
    }
}
