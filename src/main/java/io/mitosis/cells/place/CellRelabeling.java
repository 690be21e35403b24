// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Exchanges the CPUs of cells that differ in nothing but their ids, so that the lower id has the lower CPUs. */
final class CellRelabeling {
    private final PlacementState state;
    private final PlacementShares shares;
    private final int[] firstCpu;

    CellRelabeling(PlacementState state) {
        this.state = state;
        this.shares = state.problem.shares;
        firstCpu = new int[shares.cells()];
    }

    void settle() {
        Arrays.fill(firstCpu, Integer.MAX_VALUE);
        boolean[] stays = new boolean[shares.cells()];
        for (int cpu = 0; cpu < state.holder.length; cpu++) {
            int cell = state.cell(cpu);
            firstCpu[cell] = Math.min(firstCpu[cell], cpu);
            stays[cell] |= state.problem.before[cpu] == state.holder[cpu];
        }
        List<Integer> free = new ArrayList<>();
        for (int cell = 0; cell < stays.length; cell++) {
            if (!stays[cell]) {
                free.add(cell);
            }
        }
        free.sort((a, b) -> compareShares(a, b) != 0 ? compareShares(a, b) : a - b);
        int[] takesOver = new int[shares.cells()];
        Arrays.setAll(takesOver, cell -> cell);
        int first = 0;
        for (int i = 1; i <= free.size(); i++) {
            if (i == free.size() || compareShares(free.get(first), free.get(i)) != 0) {
                exchange(free.subList(first, i), takesOver);
                first = i;
            }
        }
        relabel(takesOver);
    }

    /** Gives the CPUs of cells with equal shares to these cells anew: the lowest CPU to the lowest id, and so on. */
    private void exchange(List<Integer> cells, int[] takesOver) {
        List<Integer> byCpu = new ArrayList<>(cells);
        byCpu.sort((a, b) -> firstCpu[a] - firstCpu[b]);
        for (int i = 0; i < cells.size(); i++) {
            takesOver[byCpu.get(i)] = cells.get(i);
        }
    }

    private void relabel(int[] takesOver) {
        for (int cpu = 0; cpu < state.holder.length; cpu++) {
            int cell = state.cell(cpu);
            if (takesOver[cell] != cell) {
                state.change(cpu, shares.of(takesOver[cell], shares.pool[state.holder[cpu]]));
            }
        }
    }

    /** Compares the shares of two cells: 0 if they are equal, of equal pools. */
    private int compareShares(int one, int other) {
        int count = shares.cellStart[one + 1] - shares.cellStart[one];
        int difference = count - (shares.cellStart[other + 1] - shares.cellStart[other]);
        for (int i = 0; i < count && difference == 0; i++) {
            int a = shares.byCell[shares.cellStart[one] + i];
            int b = shares.byCell[shares.cellStart[other] + i];
            difference = shares.pool[a] != shares.pool[b]
                    ? shares.pool[a] - shares.pool[b]
                    : shares.count[a] - shares.count[b];
        }
        return difference;
    }
}
