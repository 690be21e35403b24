// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellRequest;
import org.jspecify.annotations.Nullable;

/** A cell that a try to share the CPUs out takes into account, with what the try needs to know at hand. */
final class Candidate {
    private final CellRequest request;
    private final int age;
    private final long @Nullable [] claim;

    /**
     * Makes a contender.
     *
     * @param age its place among all cells, 0 for the oldest
     * @param usable the usable CPUs as words of 64
     */
    Candidate(CellRequest request, int age, long[] usable) {
        this.request = request;
        this.age = age;
        claim = request.cpuset() == null ? null : and(request.cpuset().toLongArray(), usable);
    }

    CellRequest request() {
        return request;
    }

    CellId id() {
        return request.cell().id();
    }

    int age() {
        return age;
    }

    /** Returns the usable CPUs that only its cpuset gives it, as words of 64; null if it may have what is unclaimed. */
    long @Nullable [] claim() {
        return isRoot() ? null : claim;
    }

    /** Returns whether the cell's tasks may use a usable CPU. */
    boolean mayUse(int cpu) {
        if (claim == null) {
            return true;
        }
        int index = cpu / Long.SIZE;
        return index < claim.length && (claim[index] & 1L << cpu) != 0;
    }

    private boolean isRoot() {
        return request.cell().equals(Cell.ROOT);
    }

    /** Returns whether it has a cpuset, and no CPU of it is usable. */
    boolean claimsNothing() {
        if (claim == null || isRoot()) {
            return false;
        }
        for (long word : claim) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    private static long[] and(long[] words, long[] others) {
        long[] both = new long[Math.min(words.length, others.length)];
        for (int i = 0; i < both.length; i++) {
            both[i] = words[i] & others[i];
        }
        return both;
    }
}
