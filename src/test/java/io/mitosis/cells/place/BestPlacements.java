// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import io.mitosis.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/** All placements there are for a small machine with its counts, to look the best one up for any owners before. */
final class BestPlacements {
    /** No cell: the owner before of a CPU that had none. */
    static final int NOBODY = 3;

    private final List<PlacementScore> scores = new ArrayList<>();
    /** The owners in each placement, two bits a CPU. */
    private final List<Integer> codes = new ArrayList<>();

    private final Topology topology;
    private final int[] pool;

    /**
     * @param pool the pool of each CPU
     * @param counts how many CPUs each pool gives to each cell
     */
    BestPlacements(Topology topology, int[] pool, int[][] counts) {
        this.topology = topology;
        this.pool = pool;
        add(new int[pool.length], 0, counts);
    }

    private void add(int[] owners, int cpu, int[][] left) {
        if (cpu == owners.length) {
            scores.add(PlacementScore.of(topology, owners));
            codes.add(code(owners));
            return;
        }
        int[] ofPool = left[pool[cpu]];
        for (int cell = 0; cell < ofPool.length; cell++) {
            if (ofPool[cell] > 0) {
                ofPool[cell]--;
                owners[cpu] = cell;
                add(owners, cpu + 1, left);
                ofPool[cell]++;
            }
        }
    }

    /** Returns the best score of all placements that let as many CPUs stay as any does. */
    PlacementScore best(int[] before) {
        int mostStays = -1;
        PlacementScore best = scores.getFirst();
        for (int i = 0; i < codes.size(); i++) {
            int stays = same(codes.get(i), code(before));
            if (stays > mostStays || (stays == mostStays && scores.get(i).rank() < best.rank())) {
                mostStays = stays;
                best = scores.get(i);
            }
        }
        return best;
    }

    /** Returns how many CPUs can stay with their owners at most. */
    int mostStays(int[] before) {
        int most = 0;
        for (int code : codes) {
            most = Math.max(most, same(code, code(before)));
        }
        return most;
    }

    private int same(int code, int other) {
        int different = code ^ other;
        return pool.length - Integer.bitCount((different | different >>> 1) & 0x55555555);
    }

    private static int code(int[] owners) {
        int code = 0;
        for (int owner : owners) {
            code = code << 2 | owner;
        }
        return code;
    }
}
