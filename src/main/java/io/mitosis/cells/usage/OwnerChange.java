// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.usage;

import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellLayout;
import java.util.Arrays;

/**
 * The owners of CPUs at both ends of an interval. Cells are identified by id.
 *
 * <p>The moment when a CPU changed owner is unknown, so borrowing and lending are counted such that neither is
 * overstated: time that a cell ran on a CPU which it owned at either end is not borrowed, and only a CPU that it owned
 * at both ends counts as lent by it. Cells that did not live at both ends neither borrow nor make other cells lend.
 */
final class OwnerChange {
    /** The id of no cell. */
    static final int NOBODY = -1;

    private final CellLayout before;
    private final CellLayout now;
    // The owner of each usable CPU, by index.
    private final int[] ownerBefore;
    private final int[] ownerNow;
    // The number of CPUs that the cell of each id owned, 0 unless it lived at both ends.
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
        // If the number of CPUs changed the larger counts: with the smaller, the time that the cell ran on its old
        // CPUs would look like more than they can do.
        measuredCpus[cell.cell().id().value()] =
                Math.max(then.primary().count(), cell.primary().count());
    }

    private static void own(int[] owners, int[] cpus, CellCpus cell) {
        int id = cell.cell().id().value();
        cell.primary().stream().map(cpu -> Arrays.binarySearch(cpus, cpu)).forEach(index -> {
            if (index >= 0) {
                owners[index] = id;
            }
        });
    }

    /** Returns whether these are the layouts at the two ends. */
    boolean isOf(CellLayout first, CellLayout last) {
        return before.equals(first) && now.equals(last);
    }

    /** Returns the number of ids, live or not. */
    int ids() {
        return measuredCpus.length;
    }

    /** Returns whether the id belongs to a cell that lived at both ends. */
    boolean isMeasured(int id) {
        return id < measuredCpus.length && measuredCpus[id] > 0;
    }

    /** Returns the number of CPUs that a measured cell owned. */
    int cpus(int id) {
        return measuredCpus[id];
    }

    /** Returns whether a CPU did not belong to a cell at either end, so that time on it is borrowed. */
    boolean isBorrowed(int cpu, int id) {
        return ownerNow[cpu] != id && ownerBefore[cpu] != id;
    }

    /** Returns the cell that owned a CPU at both ends; {@link #NOBODY} if there is none. */
    int owner(int cpu) {
        return ownerNow[cpu] == ownerBefore[cpu] ? ownerNow[cpu] : NOBODY;
    }
}
