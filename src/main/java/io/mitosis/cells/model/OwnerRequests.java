// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import io.mitosis.topology.CpuMask;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests of all cgroups that should have cells, and the CPUs that are left to the other cgroups.
 *
 * @param owners the request of each owner, in any order
 * @param ofRoot the CPUs that unconfined tasks may use; null if there are no cpuset partitions, so they may use all
 */
public record OwnerRequests(
        List<OwnerRequest> owners, @Nullable CpuMask ofRoot) {
    /** No requests, and no partitions. */
    public static final OwnerRequests NONE = new OwnerRequests(List.of(), null);

    /** Copies the list. */
    public OwnerRequests {
        owners = List.copyOf(owners);
    }
}
