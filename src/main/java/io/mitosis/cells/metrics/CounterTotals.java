// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.metrics;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.stats.CellStats;
import io.mitosis.cells.stats.Snapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sums the snapshots of all intervals, so that counters are complete however seldom they are read.
 *
 * <p>The event loop never waits: it queues a snapshot, and adds it up if no reader holds the lock. Otherwise the reader
 * or the next interval does. No system call is made unless a reader waits.
 */
final class CounterTotals {
    /** Number of removed cells whose totals are kept, as a cell that was parked for a while comes back. */
    static final int GONE = 1024;

    /**
     * The totals so far.
     *
     * @param latest the last snapshot; null before the first
     * @param all the totals of all cells, removed ones included
     * @param cells the totals of each live cell
     */
    record Sum(@Nullable Snapshot latest, CellTotals all, Map<Cell, CellTotals> cells) {
        /** Copies the map. */
        Sum {
            cells = Map.copyOf(cells);
        }
    }

    private final Queue<Snapshot> queued = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final CellTotals all = new CellTotals();
    private final Map<Cell, CellTotals> live = new HashMap<>();
    private final Map<Cell, CellTotals> gone = new LinkedHashMap<>();
    private @Nullable Snapshot latest;

    /** Adds the snapshot of an interval. Called by the event loop. */
    void add(Snapshot snapshot) {
        queued.add(snapshot);
        if (lock.tryLock()) {
            try {
                addUp();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Returns the totals of all snapshots so far. */
    Sum sum() {
        lock.lock();
        try {
            addUp();
            Map<Cell, CellTotals> copies = new HashMap<>();
            live.forEach((cell, totals) -> copies.put(cell, totals.copy()));
            return new Sum(latest, all.copy(), copies);
        } finally {
            lock.unlock();
        }
    }

    private void addUp() {
        for (Snapshot next = queued.poll(); next != null; next = queued.poll()) {
            all.add(next.total());
            for (CellStats cell : next.cells()) {
                of(cell.cell()).add(cell.activity());
            }
            if (live.size() > next.cells().size()) {
                forget(next);
            }
            latest = next;
        }
    }

    private CellTotals of(Cell cell) {
        CellTotals totals = live.get(cell);
        if (totals == null) {
            CellTotals before = gone.remove(cell);
            totals = before == null ? new CellTotals() : before;
            live.put(cell, totals);
        }
        return totals;
    }

    /** Moves the totals of cells that are not in the snapshot to those of removed cells. */
    private void forget(Snapshot snapshot) {
        Set<Cell> present = new HashSet<>();
        snapshot.cells().forEach(cell -> present.add(cell.cell()));
        for (Cell cell : Set.copyOf(live.keySet())) {
            if (!present.contains(cell)) {
                CellTotals totals = live.remove(cell);
                if (totals != null) {
                    gone.put(cell, totals);
                }
            }
        }
        while (gone.size() > GONE) {
            gone.remove(gone.keySet().iterator().next());
        }
    }
}
