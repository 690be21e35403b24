// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import io.mitosis.cells.model.CellSet;
import java.util.Arrays;

/** CPUs that the same cells may have. */
final class ClaimGroup {
    private final CellSet claimants;
    private final boolean ofRoot;
    private int[] cpus = new int[1];
    private int count;

    /**
     * Makes an empty group.
     *
     * @param ofRoot whether the root cell's tasks may use its CPUs
     */
    ClaimGroup(CellSet claimants, boolean ofRoot) {
        this.claimants = claimants;
        this.ofRoot = ofRoot;
    }

    /** Returns whether the root cell's tasks may use these CPUs, so that it has something of them. */
    boolean isOfRoot() {
        return ofRoot;
    }

    /** Returns the places of the cells that may have these CPUs, in the list of all cells by id. */
    CellSet claimants() {
        return claimants;
    }

    /** Returns the CPUs in ascending order. */
    int[] cpus() {
        return Arrays.copyOf(cpus, count);
    }

    /** Returns the number of CPUs. */
    int count() {
        return count;
    }

    /** Returns the lowest of the CPUs, of which there is at least one. */
    int lowest() {
        return cpus[0];
    }

    /** Adds a CPU; ascending. */
    void add(int cpu) {
        if (count == cpus.length) {
            cpus = Arrays.copyOf(cpus, 2 * count);
        }
        cpus[count++] = cpu;
    }
}
