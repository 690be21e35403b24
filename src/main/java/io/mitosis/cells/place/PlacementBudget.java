// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

/** A bound on the steps of the search: a time limit would make the result depend on the machine. */
final class PlacementBudget {
    /** The number of CPUs looked at, worth a fraction of a millisecond. A search on few CPUs ends earlier. */
    private static final int MAX_LOOKS = 6000;

    private int left = MAX_LOOKS;

    void spend(int looks) {
        left -= looks;
    }

    boolean isSpent() {
        return left <= 0;
    }
}
