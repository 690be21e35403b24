// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import io.mitosis.topology.CpuMask;
import java.util.List;

/**
 * A set of CPUs that the same cells may have, and the number of them that each cell gets. The pools of an assignment
 * are disjoint, and together they are the usable CPUs.
 *
 * @param cpus the CPUs
 * @param shares the shares of the cells in ascending order of id; their counts add up to the number of CPUs
 */
public record CpuPool(CpuMask cpus, List<Share> shares) {
    /**
     * The share of a cell in a pool.
     *
     * @param cell the cell
     * @param count the number of CPUs of the pool that the cell gets, at least 1
     */
    public record Share(CellId cell, int count) {
        public Share {
            if (count < 1) {
                throw new IllegalArgumentException(count + " CPUs for cell " + cell);
            }
        }
    }

    /** Copies the list and refuses counts that do not add up. */
    public CpuPool {
        shares = List.copyOf(shares);
        int sum = 0;
        for (Share share : shares) {
            sum += share.count();
        }
        if (sum != cpus.count()) {
            throw new IllegalArgumentException(sum + " CPUs shared out of a pool of " + cpus);
        }
    }
}
