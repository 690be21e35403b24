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
 * Adds up what every interval brought, so that a counter shows all of them however seldom it is read.
 *
 * <p>The loop never waits: it leaves a snapshot, and adds it up if no reader is at it; if one is, the reader or the
 * next interval does. No system call is made on the way unless a reader waits.
 */
public final class CounterTotals {
    /** How many cells that are gone are remembered, should they come back: one that was parked for a while does. */
    static final int GONE = 1024;

    /**
     * What has been added up.
     *
     * @param latest the last snapshot; null before the first
     * @param all what all cells did, those that are gone too
     * @param cells what each live cell did
     */
    record Sum(@Nullable Snapshot latest, CellTotals all, Map<Cell, CellTotals> cells) {
        /** Copies the map. */
        Sum {
            cells = Map.copyOf(cells);
        }
    }

    private final Queue<Snapshot> left = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final CellTotals all = new CellTotals();
    private final Map<Cell, CellTotals> live = new HashMap<>();
    private final Map<Cell, CellTotals> gone = new LinkedHashMap<>();
    private @Nullable Snapshot latest;

    /** Takes what an interval brought. Called by the loop. */
    public void add(Snapshot snapshot) {
        left.add(snapshot);
        if (lock.tryLock()) {
            try {
                addUp();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Returns all that was left so far. */
    public Sum sum() {
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
        for (Snapshot next = left.poll(); next != null; next = left.poll()) {
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

    /** Cells that are not in the snapshot are gone. */
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
