// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CpuPool;
import io.mitosis.topology.CpuMask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The number of CPUs of one group that each cell gets. */
final class GroupShares {
    private static final int ROOT = 0;

    private final ClaimGroup group;
    private final int setAside;

    // The cells with a share; never more than there are CPUs.
    private final int[] owners;
    private final int[] counts;
    private int size;

    /** Creates shares with some CPUs set aside for the root cell, on top of its share of the others. */
    GroupShares(ClaimGroup group, int setAside) {
        this.group = group;
        this.setAside = setAside;
        owners = new int[Math.min(group.count() - setAside, group.claimants().size())];
        counts = new int[owners.length];
    }

    ClaimGroup group() {
        return group;
    }

    /** Returns the number of CPUs that are not set aside. */
    int shared() {
        return group.count() - setAside;
    }

    /** Returns the number of cells that have a share. */
    int size() {
        return size;
    }

    /** Returns the cell that has a share, by the index of the share. */
    int owner(int share) {
        return owners[share];
    }

    /** Gives CPUs, at least one, to a cell that has no CPU of this group. */
    void add(int cell, int count) {
        owners[size] = cell;
        counts[size++] = count;
    }

    /** Moves one CPU from a cell with a share of this group to a cell without one. */
    void moveOne(int from, int to) {
        int share = 0;
        while (owners[share] != from) {
            share++;
        }
        if (counts[share] == 1) {
            owners[share] = to;
        } else {
            counts[share]--;
            add(to, 1);
        }
    }

    /** Returns the group and its shares as a pool. */
    CpuPool pool(List<Candidate> byId) {
        int root = setAside;
        List<CpuPool.Share> shares = new ArrayList<>(size + 1);
        for (int i = 0; i < size; i++) {
            if (owners[i] == ROOT) {
                root += counts[i];
            } else {
                shares.add(new CpuPool.Share(byId.get(owners[i]).id(), counts[i]));
            }
        }
        if (root > 0) {
            shares.add(new CpuPool.Share(CellId.ROOT, root));
        }
        if (shares.size() > 1) {
            shares.sort(Comparator.comparing(CpuPool.Share::cell));
        }
        return new CpuPool(CpuMask.of(group.cpus()), shares);
    }
}
