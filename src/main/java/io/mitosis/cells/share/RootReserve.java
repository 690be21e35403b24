// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import java.util.Arrays;

/**
 * How many CPUs of each group are set aside for the root cell before all others get theirs.
 *
 * <p>CPUs that no cpuset claims come first. Then cells give in turns, the one with most exclusive CPUs first, as long
 * as they have two. A CPU with several claimants is never taken in this way: each of them would need two exclusive
 * CPUs, and then gives an exclusive one instead. Of a cpuset partition nothing is taken: the root cell's tasks may not
 * run there.
 */
final class RootReserve {
    private final int fromUnclaimed;
    private final int[] fromClaimed;

    private RootReserve(int fromUnclaimed, int[] fromClaimed) {
        this.fromUnclaimed = fromUnclaimed;
        this.fromClaimed = fromClaimed;
    }

    /** Sets up to {@code wanted} CPUs aside. */
    static RootReserve of(Claims claims, int wanted) {
        int fromUnclaimed = Math.min(wanted, claims.unclaimed().count());
        int[] fromClaimed = new int[claims.claimed().size()];
        int missing = wanted - fromUnclaimed;
        if (missing > 0) {
            takeInTurns(claims, fromClaimed, missing);
        }
        return new RootReserve(fromUnclaimed, fromClaimed);
    }

    /** Returns this with one CPU more, of the given claimed group. */
    RootReserve plusOneOf(int claimed) {
        int[] more = fromClaimed.clone();
        more[claimed]++;
        return new RootReserve(fromUnclaimed, more);
    }

    /** Returns how many unclaimed CPUs are set aside. */
    int fromUnclaimed() {
        return fromUnclaimed;
    }

    /** Returns how many CPUs are set aside of one of the claimed groups. */
    int fromClaimed(int claimed) {
        return fromClaimed[claimed];
    }

    /** Returns whether a CPU of some cpuset is set aside. */
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
        // In each turn every donor that still has two gives one, so that the order of the first turn stays right.
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

    /** Returns the groups of exclusive CPUs, the largest first; of equal ones that of the lowest id. */
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
