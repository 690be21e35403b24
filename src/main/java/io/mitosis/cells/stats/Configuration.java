// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.stats;

import io.mitosis.cells.model.CellOwner;
import java.util.List;

/**
 * How the configuration in force came about.
 *
 * @param parked the cgroups that should have a cell and have none, oldest first
 * @param holdoutEnforced whether a CPU was ever taken from a cpuset for the root cell's minimum
 * @param rebalances how often CPUs have followed demand since the start
 * @param applies how many configurations were put in force since the start, in this attachment or an earlier one
 * @param applyMicros how long it took to put the last one in force, in microseconds
 * @param secondsSinceChange how long ago that was
 * @param reason what it was put in force for
 */
public record Configuration(
        List<CellOwner> parked,
        boolean holdoutEnforced,
        long rebalances,
        long applies,
        long applyMicros,
        double secondsSinceChange,
        String reason) {
    /** Copies the list and refuses what cannot be. */
    public Configuration {
        parked = List.copyOf(parked);
        if (rebalances < 0 || applies < 0 || applyMicros < 0 || !(secondsSinceChange >= 0)) {
            throw new IllegalArgumentException(rebalances + " rebalances, " + applies + " applies in " + applyMicros
                    + " us, the last " + secondsSinceChange + " s ago");
        }
    }
}
