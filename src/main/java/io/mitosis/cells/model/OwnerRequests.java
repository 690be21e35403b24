// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import io.mitosis.topology.CpuMask;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all cgroups that should have cells ask for, and what is left to those that should not.
 *
 * @param owners what each owner asks for, in any order
 * @param ofRoot the CPUs that tasks may use whom nothing confines; null if cpuset partitions take none from them
 */
public record OwnerRequests(
        List<OwnerRequest> owners, @Nullable CpuMask ofRoot) {
    /** Nobody asks for anything. */
    public static final OwnerRequests NONE = new OwnerRequests(List.of(), null);

    /** Copies the list. */
    public OwnerRequests {
        owners = List.copyOf(owners);
    }
}
