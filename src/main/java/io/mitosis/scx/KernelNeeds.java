// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scx;

import java.util.List;

/**
 * What a scheduler asks of the kernel, by name.
 *
 * @param flags enumerators of {@code enum scx_ops_flags} without which it cannot run
 * @param optionalFlags those that are set where the kernel knows them
 * @param functions functions inside the kernel that it attaches to where they exist
 */
public record KernelNeeds(List<String> flags, List<String> optionalFlags, List<String> functions) {
    /** Copies the lists. */
    public KernelNeeds {
        flags = List.copyOf(flags);
        optionalFlags = List.copyOf(optionalFlags);
        functions = List.copyOf(functions);
    }
}
