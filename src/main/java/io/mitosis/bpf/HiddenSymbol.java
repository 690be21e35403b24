// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Hides a variable of the kernel from a BPF object. libbpf takes a weak one for missing only if the kernel's BTF does
 * not know it. The BTF of a kernel without {@code CONFIG_KALLSYMS_ALL} knows variables whose address the kernel cannot
 * find, and then it refuses the whole object.
 */
public final class HiddenSymbol {
    private static final byte OTHER = '_';

    private HiddenSymbol() {}

    /**
     * Returns an object file in which the variable has a name that no variable of the kernel has.
     *
     * @param image the ELF file; its strings are changed wherever one is the name
     * @param name the name of a variable that does not end with an underscore
     */
    public static byte[] in(byte[] image, String name) {
        byte[] whole = ("\0" + name + "\0").getBytes(US_ASCII);
        byte[] changed = image.clone();
        for (int start = 0; start + whole.length <= changed.length; start++) {
            if (isAt(changed, start, whole)) {
                changed[start + name.length()] = OTHER;
            }
        }
        return changed;
    }

    private static boolean isAt(byte[] image, int start, byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (image[start + i] != text[i]) {
                return false;
            }
        }
        return true;
    }
}
