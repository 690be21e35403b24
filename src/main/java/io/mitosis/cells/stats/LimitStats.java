// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.stats;

import io.mitosis.cells.limit.LimitUsage;

/**
 * A limit in a snapshot: the {@code cpu.max} of a cgroup.
 *
 * @param cgroupPath the cgroup as a path below the root of the hierarchy; its id if the path is not known
 * @param usage the limit and what it did
 */
public record LimitStats(String cgroupPath, LimitUsage usage) {
    /** Returns the id of the cgroup, an unsigned number. */
    public String cgid() {
        return Long.toUnsignedString(usage.cgid());
    }
}
