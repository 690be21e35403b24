// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellLayout;
import java.util.Arrays;

/**
 * Who owned which CPU at both ends of an interval. Cells are told by their ids.
 *
 * <p>Of a CPU that changed owner nobody knows when it did. The doubt is resolved so that nothing is overstated: time
 * that a cell ran on a CPU which it owned at either end is not borrowed, and only a CPU that it owned at both is lent
 * by it. Cells that did not live at both ends neither borrow nor make others lend.
 */
final class OwnerChange {
    /** The id of no cell. */
    static final int NOBODY = -1;

    private final CellLayout before;
    private final CellLayout now;
    // Of each usable CPU.
    private final int[] ownerBefore;
    private final int[] ownerNow;
    // Of each id: how many CPUs its cell owned, 0 unless it lived at both ends.
    private final int[] measuredCpus;

    OwnerChange(CellLayout before, CellLayout now) {
        this.before = before;
        this.now = now;
        int[] cpus = now.usable().numbers();
        ownerBefore = new int[cpus.length];
        ownerNow = new int[cpus.length];
        Arrays.fill(ownerBefore, NOBODY);
        Arrays.fill(ownerNow, NOBODY);
        measuredCpus = new int[now.cells().getLast().cell().id().value() + 1];
        for (CellCpus cell : now.cells()) {
            own(ownerNow, cpus, cell);
            before.cell(cell.cell().id())
                    .filter(then -> then.cell().equals(cell.cell()))
                    .ifPresent(then -> compare(cpus, then, cell));
        }
    }

    private void compare(int[] cpus, CellCpus then, CellCpus cell) {
        own(ownerBefore, cpus, then);
        // Of a share that changed in between the larger size counts: the smaller would make what the cell ran on its
        // old CPUs look like more than they can do.
        measuredCpus[cell.cell().id().value()] =
                Math.max(then.primary().count(), cell.primary().count());
    }

    private static void own(int[] owners, int[] cpus, CellCpus cell) {
        int id = cell.cell().id().value();
        cell.primary().stream().map(cpu -> Arrays.binarySearch(cpus, cpu)).forEach(place -> {
            if (place >= 0) {
                owners[place] = id;
            }
        });
    }

    /** Returns whether it is about these layouts. */
    boolean isOf(CellLayout first, CellLayout last) {
        return before.equals(first) && now.equals(last);
    }

    /** Returns the number of ids, live or not. */
    int ids() {
        return measuredCpus.length;
    }

    /** Returns whether a live cell has this id that lived at the beginning too. */
    boolean isMeasured(int id) {
        return id < measuredCpus.length && measuredCpus[id] > 0;
    }

    /** Returns how many CPUs a measured cell owned. */
    int cpus(int id) {
        return measuredCpus[id];
    }

    /** Returns whether a CPU was another's when a cell ran on it. */
    boolean isBorrowed(int cpu, int id) {
        return ownerNow[cpu] != id && ownerBefore[cpu] != id;
    }

    /** Returns who certainly owned a CPU all the time, {@link #NOBODY} if that is not known. */
    int owner(int cpu) {
        return ownerNow[cpu] == ownerBefore[cpu] ? ownerNow[cpu] : NOBODY;
    }
}
