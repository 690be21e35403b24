// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.stats;

import io.mitosis.cells.model.CellOwner;
import java.util.List;

/**
 * The configuration in force and how it came about.
 *
 * @param parked the cgroups that should have a cell and have none, oldest first
 * @param holdoutEnforced whether a CPU was ever taken from a cpuset for the root cell's minimum
 * @param rebalances number of times since the start that CPUs were moved to follow demand
 * @param applies number of configurations put in force since the start, in this attachment or an earlier one
 * @param applyMicros time to put the last configuration in force, in microseconds
 * @param secondsSinceChange time since the last configuration was put in force, in seconds
 * @param reason why the last configuration was put in force
 */
public record Configuration(
        List<CellOwner> parked,
        boolean holdoutEnforced,
        long rebalances,
        long applies,
        long applyMicros,
        double secondsSinceChange,
        String reason) {
    /** Copies the list and refuses negative numbers. */
    public Configuration {
        parked = List.copyOf(parked);
        if (rebalances < 0 || applies < 0 || applyMicros < 0 || !(secondsSinceChange >= 0)) {
            throw new IllegalArgumentException(rebalances + " rebalances, " + applies + " applies in " + applyMicros
                    + " us, the last " + secondsSinceChange + " s ago");
        }
    }
}
