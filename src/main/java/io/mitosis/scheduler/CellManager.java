// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import io.mitosis.cell.Cell;
import io.mitosis.cell.CellLayout;
import io.mitosis.cell.CellOwner;
import io.mitosis.cell.CellTable;
import io.mitosis.cell.CpuAssigner;
import io.mitosis.cell.Reconciliation;
import io.mitosis.topology.Topology;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the cells of one attached scheduler in step with the cgroups that exist, and has every new layout applied.
 *
 * <p>It is told which cgroups there are, never what happened: so an event that was lost or came twice does no harm. A
 * layout that could not be applied is tried again the next time.
 */
final class CellManager {
    private static final Logger log = LoggerFactory.getLogger(CellManager.class);

    private final Topology topology;
    private final int capacity;
    private final Consumer<CellLayout> apply;
    private CellTable table;
    private CellLayout layout;

    /**
     * Applies the first layout.
     *
     * @param capacity how many cells there is room for, the root cell included
     * @param known cells of an earlier attachment, which keep their ids
     * @param owners the cgroups that exist
     * @param apply puts a layout in force, or throws and leaves the previous one
     */
    CellManager(Topology topology, int capacity, CellTable known, List<CellOwner> owners, Consumer<CellLayout> apply) {
        this.topology = topology;
        this.capacity = capacity;
        this.apply = apply;
        Reconciliation change = known.reconcile(owners, capacity);
        table = change.table();
        logCells(change);
        layout = CpuAssigner.assign(topology, table);
        apply.accept(layout);
        log.info("Applied initial cell configuration: {}", layout.describe());
    }

    /** Returns the cells as they are known, for the next attachment. */
    CellTable table() {
        return table;
    }

    /** Returns the layout in force. */
    CellLayout layout() {
        return layout;
    }

    /**
     * Brings the cells in line; applies the layout that follows if it is another one.
     *
     * @param owners the cgroups that exist
     */
    void update(List<CellOwner> owners) {
        Reconciliation change = table.reconcile(owners, capacity);
        table = change.table();
        logCells(change);
        CellLayout next = CpuAssigner.assign(topology, table);
        if (next.equals(layout)) {
            return;
        }
        apply.accept(next);
        layout = next;
        log.info(
                "Cell config updated ({} new, {} destroyed): {}",
                change.created().size(),
                change.destroyed().size(),
                layout.describe());
    }

    private static void logCells(Reconciliation change) {
        change.destroyed().forEach(cell -> logCell("Destroyed", cell));
        change.created().forEach(cell -> logCell("Created", cell));
        for (CellOwner owner : change.parked()) {
            log.warn("Parked cgroup {}: there is no CPU left for a cell of its own", owner.path());
        }
    }

    private static void logCell(String event, Cell cell) {
        CellOwner owner = cell.owner();
        if (owner != null) {
            String cgid = Long.toUnsignedString(owner.cgid());
            log.info("{} cell {} for cgroup {} (cgid={})", event, cell.id(), owner.path(), cgid);
        }
    }
}
