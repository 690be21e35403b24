// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

/**
 * Location of a struct member or of a section's variable.
 *
 * @param name name of the member, qualified by its struct or section, for messages
 * @param offset in bytes from the start of the struct or section
 * @param elementSize size in bytes, of one element if it is an array
 * @param elements number of elements of an array, 1 for anything else
 */
public record BtfMember(String name, int offset, int elementSize, int elements) {
    /** {@return the total size in bytes} */
    public int size() {
        return elementSize * elements;
    }
}
