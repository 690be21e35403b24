// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

import java.util.Set;

/**
 * The settings by which cells are found and CPUs shared out among them.
 *
 * @param exclude the names of cgroups that stay in the root cell
 * @param rootMinCpus the number of CPUs that are set aside for the root cell, 0 or more
 * @param weighting the default weight of a cell
 * @param maximum the most CPUs that a cell wishes to have by default
 * @param attributes the users whose extended attributes and cpusets count
 * @param placement the way in which the CPUs of a cell are chosen
 * @param borrowing whether cells may use idle CPUs of other cells
 */
public record CellSettings(
        Set<String> exclude,
        int rootMinCpus,
        CellWeighting weighting,
        CellMaximum maximum,
        AttributeTrust attributes,
        Placement placement,
        boolean borrowing) {
    /** The settings without any option. */
    public static final CellSettings DEFAULT = new CellSettings(
            Set.of(), 0, CellWeighting.EQUAL, CellMaximum.NONE, AttributeTrust.TRUSTED, Placement.TOPOLOGY, false);

    /** Copies the set and refuses a negative number. */
    public CellSettings {
        exclude = Set.copyOf(exclude);
        if (rootMinCpus < 0) {
            throw new IllegalArgumentException(rootMinCpus + " CPUs for the root cell");
        }
    }
}
