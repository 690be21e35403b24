// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import java.util.Arrays;

/**
 * A set of cells, by their places in a list. Sets are ordered as their sorted lists of places are: by the first place
 * in which they differ, and what only begins like another comes before it.
 */
public final class CellSet implements Comparable<CellSet> {
    private final long[] words;

    /** Makes an empty set for the places 0 to {@code size - 1}. Only sets of the same size are compared. */
    public CellSet(int size) {
        words = new long[(size + Long.SIZE - 1) / Long.SIZE];
    }

    public void add(int place) {
        words[place / Long.SIZE] |= 1L << place;
    }

    public boolean contains(int place) {
        return (words[place / Long.SIZE] & 1L << place) != 0;
    }

    public boolean intersects(CellSet other) {
        for (int i = 0; i < words.length; i++) {
            if ((words[i] & other.words[i]) != 0) {
                return true;
            }
        }
        return false;
    }

    public boolean isEmpty() {
        return next(0) < 0;
    }

    public int size() {
        int size = 0;
        for (long word : words) {
            size += Long.bitCount(word);
        }
        return size;
    }

    /** Returns the first place in the set from {@code from} on, or -1 if there is none. */
    public int next(int from) {
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

    /** Returns the place in the set that has the largest value, the first of equals; the set is not empty. */
    public int largest(int[] values) {
        int largest = next(0);
        for (int index = 0; index < words.length; index++) {
            for (long word = words[index]; word != 0; word &= word - 1) {
                int place = index * Long.SIZE + Long.numberOfTrailingZeros(word);
                if (values[place] > values[largest]) {
                    largest = place;
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
        int place = index * Long.SIZE + Long.numberOfTrailingZeros(words[index] ^ other.words[index]);
        // One set has this place. The other one goes on with a later place, or is a beginning of the first.
        boolean here = contains(place);
        CellSet without = here ? other : this;
        return here == (without.next(place) >= 0) ? -1 : 1;
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
