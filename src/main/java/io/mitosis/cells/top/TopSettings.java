// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of {@code mitosis top}.
 *
 * @param socket the path of the server's socket
 * @param interval the time between two refreshes, positive
 * @param limits whether the limits of cgroups are shown first, not the cells
 * @param sort the initial sort order
 * @param once whether to print one table and exit
 * @param terminal whether there is a terminal to draw on
 * @param coloured whether colours may be used on it
 */
public record TopSettings(
        Path socket,
        Duration interval,
        boolean limits,
        SortKey sort,
        boolean once,
        boolean terminal,
        boolean coloured) {
    /** Refuses an interval that is not positive. */
    public TopSettings {
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("an interval of " + interval);
        }
    }
}
