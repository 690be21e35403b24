// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import static io.mitosis.cells.place.PlacementShares.NONE;

import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CpuPool;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The problem of a placement as arrays: the topology of the CPUs, the shares, and the previous holder of each CPU. CPUs
 * are dense numbers from 0 in ascending order.
 */
final class PlacementProblem {
    final PlacementMap map;
    final PlacementShares shares;
    /** The share that held each CPU: that of its previous owner in the present pool of the CPU. */
    final int[] before;
    /** Whether the previous share of each CPU keeps it: that share has no fewer CPUs now than it held. */
    final boolean[] fixed;
    /** The fewest LLCs that each cell could be on if it were alone. */
    final int[] leastLlcs;

    /** The dense number of each CPU, by the number that the kernel gives it. */
    private final int[] indexOf;

    PlacementProblem(Topology topology, List<CpuPool> pools, Map<CellId, CpuMask> previous) {
        int cpus = topology.cpus().size();
        this.indexOf = new int[topology.possibleCpus()];
        Arrays.fill(indexOf, NONE);
        for (int i = 0; i < cpus; i++) {
            indexOf[topology.cpus().get(i).id()] = i;
        }
        int[] poolOf = new int[cpus];
        for (int pool = 0; pool < pools.size(); pool++) {
            mark(pools.get(pool).cpus(), poolOf, pool);
        }
        this.map = new PlacementMap(topology.cpus(), poolOf, pools.size());
        this.shares = new PlacementShares(pools);
        this.before = new int[cpus];
        Arrays.fill(before, NONE);
        // From the highest cell down: if a CPU is listed for two cells the lowest wins, whatever the map's order is.
        for (int cell = shares.cells() - 1; cell >= 0; cell--) {
            mark(previous.getOrDefault(new CellId(shares.cellIds[cell]), CpuMask.none()), before, cell);
        }
        toShares(before);
        this.fixed = new boolean[cpus];
        markFixed();
        this.leastLlcs = new int[shares.cells()];
        countLeastLlcs();
    }

    private void markFixed() {
        int[] held = new int[shares.shares()];
        for (int share : before) {
            if (share != NONE) {
                held[share]++;
            }
        }
        for (int cpu = 0; cpu < fixed.length; cpu++) {
            fixed[cpu] = before[cpu] != NONE && held[before[cpu]] <= shares.count[before[cpu]];
        }
    }

    private void countLeastLlcs() {
        for (int pool = 0; pool < map.pools(); pool++) {
            int largest = 1;
            for (int segment = map.poolSegment[pool]; segment < map.poolSegment[pool + 1]; segment++) {
                largest = Math.max(largest, map.segmentStart[segment + 1] - map.segmentStart[segment]);
            }
            for (int share = shares.poolStart[pool]; share < shares.poolStart[pool + 1]; share++) {
                int cell = shares.cell[share];
                int least = (shares.count[share] + largest - 1) / largest;
                leastLlcs[cell] = Math.max(leastLlcs[cell], least);
            }
        }
    }

    /** Replaces the cell of each CPU by the share of that cell in the pool of the CPU. */
    private void toShares(int[] cells) {
        int[] shareOf = new int[shares.cells()];
        Arrays.fill(shareOf, NONE);
        for (int pool = 0; pool < map.pools(); pool++) {
            for (int share = shares.poolStart[pool]; share < shares.poolStart[pool + 1]; share++) {
                shareOf[shares.cell[share]] = share;
            }
            for (int index = map.poolStart(pool); index < map.poolEnd(pool); index++) {
                int cpu = map.order[index];
                cells[cpu] = cells[cpu] == NONE ? NONE : shareOf[cells[cpu]];
            }
            for (int share = shares.poolStart[pool]; share < shares.poolStart[pool + 1]; share++) {
                shareOf[shares.cell[share]] = NONE;
            }
        }
    }

    private void mark(CpuMask mask, int[] values, int value) {
        long[] words = mask.toLongArray();
        for (int word = 0; word < words.length; word++) {
            for (long rest = words[word]; rest != 0; rest &= rest - 1) {
                int number = word * Long.SIZE + Long.numberOfTrailingZeros(rest);
                if (number < indexOf.length && indexOf[number] != NONE) {
                    values[indexOf[number]] = value;
                }
            }
        }
    }
}
