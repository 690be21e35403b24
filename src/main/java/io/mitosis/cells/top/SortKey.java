// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import java.util.Comparator;
import java.util.Locale;

/** Sort orders of the rows, and the key that selects each. Measurements are sorted from the largest. */
// The comparators have no state.
@SuppressWarnings("ImmutableEnumChecker")
public enum SortKey {
    /** By id. */
    CELL('c', false, Comparator.comparingInt(CellRow::id)),
    /** By the path of the cgroup. */
    NAME('n', false, Comparator.comparing(CellRow::cgroup)),
    /** By the number of CPUs. */
    CPUS('p', true, Comparator.comparingLong(CellRow::cpuCount)),
    /** By utilisation. */
    UTIL('u', true, Comparator.comparingDouble(CellRow::utilization)),
    /** By the decisions that had to queue a task. */
    QUEUED('w', true, Comparator.comparingDouble(row -> row.cpuQueue() + row.cellQueue())),
    /** By time on CPUs of others. */
    BORROWED('b', true, Comparator.comparingDouble(CellRow::borrowed)),
    /** By time that others had its CPUs. */
    LENT('l', true, Comparator.comparingDouble(CellRow::lent)),
    /** By decisions that queued a task whose affinity does not cover the cell. */
    VIOLATIONS('v', true, Comparator.comparingDouble(CellRow::violations));

    private final char key;
    private final boolean largestFirst;
    private final Comparator<CellRow> ascending;

    SortKey(char key, boolean largestFirst, Comparator<CellRow> ascending) {
        this.key = key;
        this.largestFirst = largestFirst;
        this.ascending = ascending;
    }

    char key() {
        return key;
    }

    /** Returns the name as options and the table show it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the natural order of this key, or the reverse. Equal rows are ordered by id. */
    Comparator<CellRow> order(boolean reversed) {
        return (largestFirst != reversed ? ascending.reversed() : ascending).thenComparingInt(CellRow::id);
    }
}
