// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import io.mitosis.cells.model.CpuPool;
import java.util.Arrays;
import java.util.List;

/** The shares of a placement, each the part of one cell in one pool. Cells and shares are dense numbers from 0. */
final class PlacementShares {
    /** The number of no share and of no cell. */
    static final int NONE = -1;

    /** The ids of the cells, ascending. */
    final int[] cellIds;

    final int[] pool;
    final int[] cell;
    /** The number of CPUs of each share. */
    final int[] count;
    /** The first share of each pool, and the end of the last pool. */
    final int[] poolStart;
    /** The shares by cell. */
    final int[] byCell;

    /** The index in {@link #byCell} where the shares of each cell begin, and the end of the last cell. */
    final int[] cellStart;

    PlacementShares(List<CpuPool> pools) {
        this.poolStart = new int[pools.size() + 1];
        for (int i = 0; i < pools.size(); i++) {
            poolStart[i + 1] = poolStart[i] + pools.get(i).shares().size();
        }
        int shares = poolStart[pools.size()];
        this.pool = new int[shares];
        this.cell = new int[shares];
        this.count = new int[shares];
        for (int i = 0; i < pools.size(); i++) {
            List<CpuPool.Share> some = pools.get(i).shares();
            for (int j = 0; j < some.size(); j++) {
                pool[poolStart[i] + j] = i;
                cell[poolStart[i] + j] = some.get(j).cell().value();
                count[poolStart[i] + j] = some.get(j).count();
            }
        }
        this.cellIds = distinct(cell);
        this.byCell = new int[shares];
        this.cellStart = new int[cellIds.length + 1];
        for (int share = 0; share < shares; share++) {
            cell[share] = Arrays.binarySearch(cellIds, cell[share]);
            cellStart[cell[share] + 1]++;
        }
        sortByCell();
    }

    int shares() {
        return count.length;
    }

    int cells() {
        return cellIds.length;
    }

    /** Returns the share that a cell has of a pool, or {@link #NONE}. */
    int of(int cellOfShare, int poolOfShare) {
        for (int share = poolStart[poolOfShare]; share < poolStart[poolOfShare + 1]; share++) {
            if (cell[share] == cellOfShare) {
                return share;
            }
        }
        return NONE;
    }

    private void sortByCell() {
        for (int i = 0; i < cellIds.length; i++) {
            cellStart[i + 1] += cellStart[i];
        }
        int[] next = cellStart.clone();
        for (int share = 0; share < byCell.length; share++) {
            byCell[next[cell[share]]++] = share;
        }
    }

    private static int[] distinct(int[] values) {
        int[] sorted = values.clone();
        Arrays.sort(sorted);
        int distinct = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[distinct++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, distinct);
    }
}
