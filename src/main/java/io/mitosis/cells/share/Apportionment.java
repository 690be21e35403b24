// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

/**
 * Apportionment of CPUs by weight with the largest-remainder method. Each sharer gets the integer part of its quota;
 * the CPUs that are left over go one by one to the largest fractions, of equal fractions to the sharer that was added
 * first. If all weights are 0 the shares are equal.
 *
 * <p>All arithmetic is in integers, so that equal fractions compare as equal. One instance serves many apportionments,
 * so that none of them allocates memory.
 */
final class Apportionment {
    private final long[] weights;
    private final long[] fractions;
    private final int[] shares;
    private int size;

    /** Creates an apportionment for up to {@code capacity} sharers. */
    Apportionment(int capacity) {
        weights = new long[capacity];
        fractions = new long[capacity];
        shares = new int[capacity];
    }

    /** Removes all sharers. */
    void clear() {
        size = 0;
    }

    /** Adds a sharer. The sum of all weights, times the number of CPUs, has to fit a long. */
    void add(long weight) {
        weights[size++] = weight;
    }

    /** Returns the number of CPUs of a sharer; sharers are numbered from 0 in the order in which they were added. */
    int share(int sharer) {
        return shares[sharer];
    }

    /** Shares a number of CPUs out, all of them. */
    void apportion(long cpus) {
        long total = totalWeight();
        long left = cpus;
        for (int i = 0; i < size; i++) {
            long product = cpus * weights[i];
            // Of many sharers most have the integer part 0, and a division is slow.
            long integer = product < total ? 0 : product / total;
            fractions[i] = product - integer * total;
            shares[i] = (int) integer;
            left -= integer;
        }
        for (; left > 0; left--) {
            int first = largestFraction();
            shares[first]++;
            fractions[first] = ~fractions[first];
        }
    }

    /**
     * Gives one CPU to each sharer with a positive weight and no CPU, as long as some share is above 1. The donor is
     * the largest share; of equal shares, the one that was last in line for a left-over CPU. The unserved sharer that
     * was first in that line is served first.
     */
    void ensureMinimumOne() {
        for (int unserved = firstUnserved(); unserved >= 0; unserved = firstUnserved()) {
            int donor = largestShare();
            if (shares[donor] <= 1) {
                return;
            }
            shares[donor]--;
            shares[unserved] = 1;
        }
    }

    private long totalWeight() {
        long total = 0;
        for (int i = 0; i < size; i++) {
            total += weights[i];
        }
        if (total == 0) {
            for (int i = 0; i < size; i++) {
                weights[i] = 1;
            }
            total = size;
        }
        return total;
    }

    /**
     * Returns the largest fraction not yet served; served fractions are stored as their complement, which is negative.
     */
    private int largestFraction() {
        int largest = 0;
        for (int i = 1; i < size; i++) {
            if (fractions[i] > fractions[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    /** Returns the sharer without a CPU, but with a weight, that has the largest fraction; -1 if there is none. */
    private int firstUnserved() {
        int first = -1;
        for (int i = 0; i < size; i++) {
            if (shares[i] == 0 && weights[i] > 0 && (first < 0 || fractions[i] > fractions[first])) {
                first = i;
            }
        }
        return first;
    }

    private int largestShare() {
        int largest = 0;
        for (int i = 1; i < size; i++) {
            int more = Integer.compare(shares[i], shares[largest]);
            if (more > 0 || (more == 0 && fraction(i) <= fraction(largest))) {
                largest = i;
            }
        }
        return largest;
    }

    private long fraction(int sharer) {
        return Math.max(fractions[sharer], ~fractions[sharer]);
    }
}
