// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.limit;

import java.util.List;

/**
 * The limits as the BPF side knows them at a moment.
 *
 * @param entries the entries that are in use
 * @param missed how often there was no room for a limit, since the load
 * @param room the number of limits that there is room for
 */
public record LimitReading(List<LimitEntry> entries, long missed, int room) {
    /** The reading while the settings of the cpu controller are not honoured. */
    public static final LimitReading NONE = new LimitReading(List.of(), 0, 0);

    /** Copies the list. */
    public LimitReading {
        entries = List.copyOf(entries);
    }
}
