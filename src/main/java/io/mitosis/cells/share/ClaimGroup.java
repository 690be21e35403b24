// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import java.util.Arrays;

/** A group of CPUs that the same cells may have. */
final class ClaimGroup {
    private final CellSet claimants;
    private final boolean ofRoot;
    private int[] cpus = new int[1];
    private int count;

    /**
     * Creates an empty group.
     *
     * @param ofRoot whether the tasks of the root cell may use the CPUs
     */
    ClaimGroup(CellSet claimants, boolean ofRoot) {
        this.claimants = claimants;
        this.ofRoot = ofRoot;
    }

    /** Returns whether the tasks of the root cell may use the CPUs of the group. */
    boolean isOfRoot() {
        return ofRoot;
    }

    /** Returns the cells that may have the CPUs, as indices into the list of all cells by id. */
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

    /** Returns the lowest CPU of a group that is not empty. */
    int lowest() {
        return cpus[0];
    }

    /** Adds a CPU with a higher number than those added before. */
    void add(int cpu) {
        if (count == cpus.length) {
            cpus = Arrays.copyOf(cpus, 2 * count);
        }
        cpus[count++] = cpu;
    }
}
