// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import java.util.Arrays;

/**
 * A set of cells, as indices into a list. Sets are ordered like their sorted lists of indices: by the first index that
 * differs, and a list that is a prefix of another comes first.
 */
final class CellSet implements Comparable<CellSet> {
    private final long[] words;

    /** Creates an empty set for the indices 0 to {@code size - 1}. Only sets of equal size can be compared. */
    CellSet(int size) {
        words = new long[(size + Long.SIZE - 1) / Long.SIZE];
    }

    void add(int cell) {
        words[cell / Long.SIZE] |= 1L << cell;
    }

    boolean contains(int cell) {
        return (words[cell / Long.SIZE] & 1L << cell) != 0;
    }

    boolean intersects(CellSet other) {
        for (int i = 0; i < words.length; i++) {
            if ((words[i] & other.words[i]) != 0) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return next(0) < 0;
    }

    int size() {
        int size = 0;
        for (long word : words) {
            size += Long.bitCount(word);
        }
        return size;
    }

    /** Returns the first member of the set from {@code from} on, or -1 if there is none. */
    int next(int from) {
        int index = from / Long.SIZE;
        if (index >= words.length) {
            return -1;
        }
        long word = words[index] & -1L << from;
        while (word == 0) {
            if (++index == words.length) {
                return -1;
            }
            word = words[index];
        }
        return index * Long.SIZE + Long.numberOfTrailingZeros(word);
    }

    /** Returns the member of a non-empty set with the largest value; of equal values the first. */
    int largest(int[] values) {
        int largest = next(0);
        for (int index = 0; index < words.length; index++) {
            for (long word = words[index]; word != 0; word &= word - 1) {
                int cell = index * Long.SIZE + Long.numberOfTrailingZeros(word);
                if (values[cell] > values[largest]) {
                    largest = cell;
                }
            }
        }
        return largest;
    }

    @Override
    public int compareTo(CellSet other) {
        int index = Arrays.mismatch(words, other.words);
        if (index < 0) {
            return 0;
        }
        int cell = index * Long.SIZE + Long.numberOfTrailingZeros(words[index] ^ other.words[index]);
        // One set has this cell. The other set goes on with a later cell, or is a prefix of the first.
        boolean here = contains(cell);
        CellSet without = here ? other : this;
        return here == (without.next(cell) >= 0) ? -1 : 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CellSet set && Arrays.equals(words, set.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }
}
