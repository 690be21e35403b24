// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

/**
 * Where a member of a struct or a variable of a section lies.
 *
 * @param name with the struct or section it belongs to, for messages
 * @param offset in bytes from the start of the struct or section
 * @param elementSize size in bytes, of one element if it is an array
 * @param elements how many elements an array has, 1 for anything else
 */
public record BtfMember(String name, int offset, int elementSize, int elements) {
    /** {@return the size of all of it in bytes} */
    public int size() {
        return elementSize * elements;
    }
}
