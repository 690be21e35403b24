// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads an object file without libbpf. */
public final class ElfSections {
    private ElfSections() {}

    /** {@return the contents of a section of a 64-bit ELF file} */
    public static byte[] read(byte[] elf, String name) {
        ByteBuffer file = ByteBuffer.wrap(elf).order(ByteOrder.nativeOrder());
        int headers = (int) file.getLong(0x28);
        int headerSize = file.getShort(0x3a);
        int count = file.getShort(0x3c);
        int names = (int) file.getLong(headers + file.getShort(0x3e) * headerSize + 0x18);
        byte[] wanted = (name + "\0").getBytes(StandardCharsets.UTF_8);
        for (int header = headers; header < headers + count * headerSize; header += headerSize) {
            int at = names + file.getInt(header);
            if (at + wanted.length <= elf.length
                    && file.slice(at, wanted.length).equals(ByteBuffer.wrap(wanted))) {
                byte[] contents = new byte[(int) file.getLong(header + 0x20)];
                file.get((int) file.getLong(header + 0x18), contents);
                return contents;
            }
        }
        throw new IllegalArgumentException("no section " + name);
    }
}
