// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What {@code mitosis top} is asked to do.
 *
 * @param socket where the server listens
 * @param interval how often the table is refreshed
 * @param sort what the rows are sorted by at first
 * @param once whether to print one table and end
 * @param terminal whether there is one to draw on
 * @param coloured whether colours may be used on it
 */
public record TopSettings(
        Path socket, Duration interval, SortKey sort, boolean once, boolean terminal, boolean coloured) {
    /** Refuses an interval that is none. */
    public TopSettings {
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("an interval of " + interval);
        }
    }
}
