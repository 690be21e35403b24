// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import org.jspecify.annotations.Nullable;

/**
 * The index by which the BPF side knows a cell. Ids of destroyed cells are used again, the lowest first.
 *
 * @param value 0 for the root cell, else 1 or more
 */
public record CellId(int value) implements Comparable<CellId> {
    /** The id of the root cell, which always exists and runs every task that no other cell claims. */
    public static final CellId ROOT = new CellId(0);

    /** Refuses a negative index. */
    public CellId {
        if (value < 0) {
            throw new IllegalArgumentException("cell id " + value + " is negative");
        }
    }

    // Written out, here and in Cell and CellOwner: the generated methods of a record are several times slower until
    // the JVM has warmed up, and ids are compared at every change of a cgroup.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CellId id && value == id.value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    @Override
    public int compareTo(CellId other) {
        return Integer.compare(value, other.value);
    }

    /** Returns the bare number, as log lines show it. */
    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
