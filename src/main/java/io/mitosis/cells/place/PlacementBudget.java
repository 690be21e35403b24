// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

/** A bound on the steps of the search: a time limit would make the result depend on the machine. */
final class PlacementBudget {
    /** The number of CPUs looked at, worth a fraction of a millisecond. A search on few CPUs ends earlier. */
    private static final int MAX_STEPS = 6000;

    private int left = MAX_STEPS;

    void spend(int steps) {
        left -= steps;
    }

    boolean isSpent() {
        return left <= 0;
    }
}
