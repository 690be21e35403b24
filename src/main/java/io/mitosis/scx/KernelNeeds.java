// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scx;

import java.util.List;

/**
 * The kernel features that a scheduler uses, by name.
 *
 * @param flags required enumerators of {@code enum scx_ops_flags}
 * @param optionalFlags enumerators of {@code enum scx_ops_flags} that are set where the kernel has them
 * @param functions kernel functions that the scheduler attaches to where they exist
 */
public record KernelNeeds(List<String> flags, List<String> optionalFlags, List<String> functions) {
    /** Copies the lists. */
    public KernelNeeds {
        flags = List.copyOf(flags);
        optionalFlags = List.copyOf(optionalFlags);
        functions = List.copyOf(functions);
    }
}
