// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import java.util.Arrays;

/**
 * The number of CPUs of each group that are set aside for the root cell before all other cells get theirs.
 *
 * <p>CPUs that no cpuset claims are taken first. Then cells with at least two exclusive CPUs give one each in turns,
 * the cell with the most first. A CPU with several claimants is never taken in this way: each claimant would need two
 * exclusive CPUs, and then gives an exclusive one instead. No CPU inside a cpuset partition is taken, as tasks of the
 * root cell may not run there.
 */
final class RootReserve {
    private final int fromUnclaimed;
    private final int[] fromClaimed;

    private RootReserve(int fromUnclaimed, int[] fromClaimed) {
        this.fromUnclaimed = fromUnclaimed;
        this.fromClaimed = fromClaimed;
    }

    /** Returns a reserve of up to {@code wanted} CPUs. */
    static RootReserve of(Claims claims, int wanted) {
        int fromUnclaimed = Math.min(wanted, claims.unclaimed().count());
        int[] fromClaimed = new int[claims.claimed().size()];
        int missing = wanted - fromUnclaimed;
        if (missing > 0) {
            takeInTurns(claims, fromClaimed, missing);
        }
        return new RootReserve(fromUnclaimed, fromClaimed);
    }

    /** Returns this reserve with one CPU more, of the claimed group with the given index. */
    RootReserve plusOneOf(int claimed) {
        int[] more = fromClaimed.clone();
        more[claimed]++;
        return new RootReserve(fromUnclaimed, more);
    }

    /** Returns the number of unclaimed CPUs that are set aside. */
    int fromUnclaimed() {
        return fromUnclaimed;
    }

    /** Returns the number of CPUs that are set aside of the claimed group with the given index. */
    int fromClaimed(int claimed) {
        return fromClaimed[claimed];
    }

    /** Returns whether a CPU of any cpuset is set aside. */
    boolean fromCpusets() {
        for (int count : fromClaimed) {
            if (count > 0) {
                return true;
            }
        }
        return false;
    }

    private static void takeInTurns(Claims claims, int[] taken, int missing) {
        int[] donors = donors(claims);
        int left = missing;
        int before = -1;
        // In each turn every donor that still has two CPUs gives one, so the order of the first turn stays right.
        while (left != before) {
            before = left;
            for (int donor : donors) {
                if (left > 0 && claims.claimed().get(donor).count() - taken[donor] >= 2) {
                    taken[donor]++;
                    left--;
                }
            }
        }
    }

    /** Returns the groups of exclusive CPUs, the largest first; of equal groups that of the lowest id first. */
    private static int[] donors(Claims claims) {
        long[] keys = new long[claims.claimed().size()];
        int size = 0;
        for (int i = 0; i < keys.length; i++) {
            ClaimGroup group = claims.claimed().get(i);
            if (group.claimants().size() == 1 && group.isOfRoot()) {
                keys[size++] = (long) -group.count() << Integer.SIZE | i;
            }
        }
        Arrays.sort(keys, 0, size);
        int[] donors = new int[size];
        for (int i = 0; i < size; i++) {
            donors[i] = (int) keys[i];
        }
        return donors;
    }
}
