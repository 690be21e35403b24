// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

/** Bounds the search by the number of looks it takes: a time would make the result depend on the machine. */
final class PlacementBudget {
    /** A fraction of a millisecond. On a machine of a few CPUs that is more than is ever spent. */
    private static final int LOOKS = 6000;

    private int left = LOOKS;

    void spend(int looks) {
        left -= looks;
    }

    boolean isSpent() {
        return left <= 0;
    }
}
