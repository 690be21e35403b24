// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The known cell owners, and the cell of each owner that has one.
 *
 * <p>When there are more owners than room for cells, the newest are <em>parked</em>: they run in the root cell and get
 * a cell as soon as there is room, the oldest first. Barred owners aside, the owners with a cell are therefore the
 * oldest.
 */
public final class CellTable {
    private static final CellTable EMPTY = new CellTable(List.of());

    // Oldest first. Owners that arrived together are in the order of their names.
    private final List<Entry> entries;

    /** An owner with its cell's id, null while it is parked. */
    private record Entry(CellOwner owner, @Nullable CellId id) {}

    private CellTable(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Returns the table of a machine where only the root cell lives. */
    public static CellTable empty() {
        return EMPTY;
    }

    /** Returns the live cells in ascending order of id, the root cell first. */
    public List<Cell> cells() {
        List<Cell> cells = new ArrayList<>(cellsByAge());
        cells.sort((one, other) -> one.id().compareTo(other.id()));
        return List.copyOf(cells);
    }

    /** Returns the live cells, the root cell first, then the oldest first. */
    public List<Cell> cellsByAge() {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.ROOT);
        for (Entry entry : entries) {
            if (entry.id() != null) {
                cells.add(new Cell(entry.id(), entry.owner()));
            }
        }
        return List.copyOf(cells);
    }

    /** Returns the owners without a cell, oldest first. */
    public List<CellOwner> parked() {
        List<CellOwner> parked = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.id() == null) {
                parked.add(entry.owner());
            }
        }
        return List.copyOf(parked);
    }

    /** Brings the table in line with the owners that exist now, none of which is barred from having a cell. */
    public Reconciliation reconcile(List<CellOwner> present, int capacity) {
        return reconcile(present, capacity, Set.of(), Set.of());
    }

    /**
     * Brings the table in line with the owners that exist now.
     *
     * @param present the owners that exist, in any order
     * @param capacity the number of cells there is room for, the root cell included; at least 1
     * @param barred owners that are to be parked even if there is room
     * @param first owners that get a cell before all others, however new they are
     */
    public Reconciliation reconcile(
            List<CellOwner> present, int capacity, Set<CellOwner> barred, Set<CellOwner> first) {
        if (capacity < 1) {
            throw new IllegalArgumentException("room for " + capacity + " cells, the root cell included");
        }
        CellTable next = new CellTable(withIds(byAge(present), capacity, barred, first));
        List<Cell> before = cells();
        List<Cell> after = next.cells();
        return new Reconciliation(next, minus(after, before), minus(before, after));
    }

    /** Returns the owners that stay, oldest first, then the new owners in the order of their paths. */
    private List<Entry> byAge(List<CellOwner> present) {
        SortedSet<CellOwner> arrived = new TreeSet<>(present);
        List<Entry> result = new ArrayList<>();
        for (Entry entry : entries) {
            if (arrived.remove(entry.owner())) {
                result.add(entry);
            }
        }
        for (CellOwner owner : arrived) {
            result.add(new Entry(owner, null));
        }
        return result;
    }

    private static List<Entry> withIds(List<Entry> byAge, int capacity, Set<CellOwner> barred, Set<CellOwner> first) {
        BitSet admitted = new BitSet();
        BitSet taken = new BitSet();
        taken.set(CellId.ROOT.value());
        int room = capacity - 1;
        for (boolean privileged : new boolean[] {true, false}) {
            for (int i = 0; i < byAge.size() && room > 0; i++) {
                Entry entry = byAge.get(i);
                if (first.contains(entry.owner()) == privileged && !barred.contains(entry.owner())) {
                    admitted.set(i);
                    room--;
                    if (entry.id() != null) {
                        taken.set(entry.id().value());
                    }
                }
            }
        }
        List<Entry> result = new ArrayList<>(byAge.size());
        for (Entry entry : byAge) {
            result.add(admitted.get(result.size()) ? withId(entry, taken) : new Entry(entry.owner(), null));
        }
        return result;
    }

    private static Entry withId(Entry entry, BitSet taken) {
        if (entry.id() != null) {
            return entry;
        }
        int free = taken.nextClearBit(0);
        taken.set(free);
        return new Entry(entry.owner(), new CellId(free));
    }

    private static <T> List<T> minus(List<T> all, List<T> without) {
        List<T> rest = new ArrayList<>(all);
        rest.removeAll(new HashSet<>(without));
        return rest;
    }
}
