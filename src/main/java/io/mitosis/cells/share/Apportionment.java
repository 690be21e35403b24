// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

/**
 * Shares CPUs in proportion to weights: whole parts first, then one each by the largest fraction, of equal fractions
 * the first. If all weights are 0 the shares are equal.
 *
 * <p>It counts in whole numbers, so that equal fractions are found equal. One instance is used for many sharings, so
 * that each of them costs no memory.
 */
final class Apportionment {
    private final long[] weights;
    private final long[] fractions;
    private final int[] shares;
    private int size;

    /** Makes room for a number of sharers. */
    Apportionment(int capacity) {
        weights = new long[capacity];
        fractions = new long[capacity];
        shares = new int[capacity];
    }

    /** Forgets all sharers. */
    void clear() {
        size = 0;
    }

    /** Adds a sharer. The sum of all weights, times the CPUs that are shared, has to fit a long. */
    void add(long weight) {
        weights[size++] = weight;
    }

    /** Returns how many CPUs a sharer has got, by the order in which it was added. */
    int share(int sharer) {
        return shares[sharer];
    }

    /** Shares CPUs out. */
    void apportion(long cpus) {
        long total = totalWeight();
        long left = cpus;
        for (int i = 0; i < size; i++) {
            long product = cpus * weights[i];
            // Most of many sharers have no whole part, and a division takes its time.
            long whole = product < total ? 0 : product / total;
            fractions[i] = product - whole * total;
            shares[i] = (int) whole;
            left -= whole;
        }
        for (; left > 0; left--) {
            int first = largestFraction();
            shares[first]++;
            fractions[first] = ~fractions[first];
        }
    }

    /**
     * Lets each sharer that should get something and got nothing take one CPU from the largest share above 1; of equal
     * shares from the one that was the last in line for a CPU that was left over. Who was first in that line takes
     * first.
     */
    void feedTheHungry() {
        for (int hungry = firstHungry(); hungry >= 0; hungry = firstHungry()) {
            int giver = largestShare();
            if (shares[giver] <= 1) {
                return;
            }
            shares[giver]--;
            shares[hungry] = 1;
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

    /** Returns the first of the largest fractions that got nothing for it; the others are kept as their complement. */
    private int largestFraction() {
        int largest = 0;
        for (int i = 1; i < size; i++) {
            if (fractions[i] > fractions[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    /** Returns the one with the largest fraction of those who should get something and got nothing; -1 if all did. */
    private int firstHungry() {
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
