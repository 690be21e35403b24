// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellRequest;
import org.jspecify.annotations.Nullable;

/** A cell that takes part in an attempt to share the CPUs out, with its claim to usable CPUs. */
final class Candidate {
    private final CellRequest request;
    private final int age;
    private final long @Nullable [] claim;

    /**
     * Creates a candidate.
     *
     * @param age the index of the cell among all cells by age, 0 for the oldest
     * @param usable the usable CPUs as words of 64 bits
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

    /** Returns the usable CPUs of its cpuset as words of 64 bits; null if it shares the unclaimed CPUs. */
    long @Nullable [] claim() {
        return isRoot() ? null : claim;
    }

    /** Returns whether the tasks of the cell may use a CPU, which is usable. */
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

    /** Returns whether the cell has a cpuset without any usable CPU. */
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
