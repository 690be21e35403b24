// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

import java.util.Set;

/**
 * How cells are found and CPUs shared out among them.
 *
 * @param exclude the names of cgroups that stay in the root cell
 * @param rootMinCpus how many CPUs are set aside for the root cell, 0 or more
 * @param weighting what a cell weighs
 * @param attributes whose extended attributes and cpusets count
 * @param placement how it is chosen which CPUs a cell gets
 * @param borrowing whether cells may use idle CPUs of others
 */
public record CellSettings(
        Set<String> exclude,
        int rootMinCpus,
        CellWeighting weighting,
        AttributeTrust attributes,
        Placement placement,
        boolean borrowing) {
    /** What holds unless something else is asked for. */
    public static final CellSettings DEFAULT =
            new CellSettings(Set.of(), 0, CellWeighting.EQUAL, AttributeTrust.TRUSTED, Placement.TOPOLOGY, false);

    /** Copies the set and refuses a negative number. */
    public CellSettings {
        exclude = Set.copyOf(exclude);
        if (rootMinCpus < 0) {
            throw new IllegalArgumentException(rootMinCpus + " CPUs for the root cell");
        }
    }
}
