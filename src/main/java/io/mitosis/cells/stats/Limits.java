// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.stats;

import java.util.List;

/**
 * The limits of all cgroups.
 *
 * @param inForce the limits in force, in ascending order of cgroup id
 * @param missed how often there was no room for a limit, since the scheduler was loaded
 */
public record Limits(List<LimitStats> inForce, long missed) {
    /** No limit, as while the settings of the cpu controller are not honoured. */
    public static final Limits NONE = new Limits(List.of(), 0);

    /** Copies the list. */
    public Limits {
        inForce = List.copyOf(inForce);
    }
}
