// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.naturalOrder;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.topology.CpuMask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One try to give some cells CPUs of their own: CPU by CPU, as the rules say it in words. */
final class ReferenceAttempt {
    /** The cells, oldest first. */
    final List<CellRequest> cells;

    final SortedMap<CellId, Integer> targets;

    /** The claimants of each usable CPU. */
    final NavigableMap<Integer, Claimants> claimants = new TreeMap<>();

    /** Who has which CPU. */
    final NavigableMap<Integer, CellId> owners = new TreeMap<>();

    /** The CPUs that were set aside for the root cell before all else. */
    final Set<Integer> setAside = new HashSet<>();

    /** How many CPUs are no use to anybody: no cell claims them, and the root cell's tasks may not run there. */
    final int strays;

    boolean holdoutEnforced;

    private final CpuMask usable;

    /**
     * The claimants of a CPU in ascending order; such lists have an order, too.
     *
     * @param ofRoot whether the root cell's tasks may run there
     */
    record Claimants(List<CellId> ids, boolean ofRoot) implements Comparable<Claimants> {
        @Override
        public int compareTo(Claimants other) {
            for (int i = 0; i < Math.min(ids.size(), other.ids.size()); i++) {
                if (!ids.get(i).equals(other.ids.get(i))) {
                    return ids.get(i).compareTo(other.ids.get(i));
                }
            }
            int bySize = Integer.compare(ids.size(), other.ids.size());
            return bySize != 0 ? bySize : Boolean.compare(other.ofRoot, ofRoot);
        }
    }

    ReferenceAttempt(CpuMask usable, List<CellRequest> cells) {
        this.usable = usable;
        this.cells = cells;
        targets = ReferenceTargets.of(usable.count(), cells);
        CpuMask root = cells.getFirst().cpuset();
        CpuMask ofRoot = root == null || !root.intersects(usable) ? usable : root;
        usable.stream()
                .forEach(cpu -> claimants.put(
                        cpu,
                        new Claimants(
                                cells.stream()
                                        .filter(cell ->
                                                isBound(cell) && cell.cpuset().contains(cpu))
                                        .map(cell -> cell.cell().id())
                                        .sorted()
                                        .toList(),
                                ofRoot.contains(cpu))));
        claimants.values().removeIf(new Claimants(List.of(), false)::equals);
        strays = usable.count() - claimants.size();
    }

    private static boolean isBound(CellRequest cell) {
        return cell.cpuset() != null && !cell.cell().equals(Cell.ROOT);
    }

    /** Returns the cells that have to be parked; if there are none, all have got CPUs. */
    Set<CellId> run(int rootMinCpus) {
        List<Integer> unclaimed =
                free().filter(cpu -> claimantsOf(cpu).isEmpty()).toList();
        List<CellRequest> anywhere = cells.stream()
                .filter(cell -> !isBound(cell) && !cell.cell().equals(Cell.ROOT))
                .toList();
        int room = unclaimed.size() - Math.min(unclaimed.size(), Math.max(1, rootMinCpus));
        if (anywhere.size() > room) {
            return ids(anywhere.subList(room, anywhere.size()));
        }
        int wanted = unclaimed.isEmpty() ? Math.max(1, rootMinCpus) : rootMinCpus;
        unclaimed.stream().limit(wanted).forEach(this::setAside);
        ReferenceReserve.takeFromClaimants(this, wanted);
        if (unclaimed.isEmpty() && setAside.isEmpty()) {
            return takeContested();
        }
        shareOut();
        return unserved();
    }

    void setAside(int cpu) {
        owners.put(cpu, CellId.ROOT);
        setAside.add(cpu);
        holdoutEnforced |= !claimantsOf(cpu).isEmpty();
    }

    private Set<CellId> takeContested() {
        ReferenceAttempt withoutRoot = new ReferenceAttempt(usable, cells);
        withoutRoot.shareOut();
        Set<CellId> hopeless = withoutRoot.unserved();
        hopeless.remove(CellId.ROOT);
        if (!hopeless.isEmpty()) {
            return hopeless;
        }
        for (int cpu : claimants.keySet()) {
            if (claimantsOf(cpu).size() > 1 && isOfRoot(cpu)) {
                ReferenceAttempt trial = new ReferenceAttempt(usable, cells);
                trial.setAside(cpu);
                trial.shareOut();
                if (trial.unserved().isEmpty()) {
                    setAside(cpu);
                    shareOut();
                    return Set.of();
                }
            }
        }
        return ids(List.of(cells.reversed().stream()
                .filter(cell -> isBound(cell)
                        && claimants.keySet().stream()
                                .anyMatch(cpu -> isOfRoot(cpu) && cell.cpuset().contains(cpu)))
                .findFirst()
                .orElseThrow()));
    }

    private void shareOut() {
        for (int cpu : free().toList()) {
            if (claimantsOf(cpu).size() == 1) {
                owners.put(cpu, claimantsOf(cpu).getFirst());
            }
        }
        SortedMap<CellId, Integer> frozen = deficits();
        for (Claimants group : new TreeSet<>(claimants.values())) {
            if (group.ids().size() > 1) {
                share(group, frozen, group.ids());
            }
        }
        List<CellId> anywhere = cells.stream()
                .filter(cell -> !isBound(cell))
                .map(cell -> cell.cell().id())
                .toList();
        share(new Claimants(List.of(), true), deficits(), anywhere);
        cells.stream().filter(cell -> held(cell.cell().id()) == 0).forEach(this::takeOne);
    }

    private void share(Claimants group, SortedMap<CellId, Integer> deficits, List<CellId> among) {
        List<Integer> cpus = new ArrayList<>(
                free().filter(cpu -> claimants.get(cpu).equals(group)).toList());
        SortedMap<CellId, Integer> weights = new TreeMap<>(deficits);
        weights.keySet().retainAll(among);
        ReferenceShares.byDeficit(cpus.size(), weights).forEach((id, count) -> {
            for (int i = 0; i < count; i++) {
                owners.put(cpus.removeFirst(), id);
            }
        });
    }

    /**
     * A cell without a CPU takes one from the largest owner of CPUs it may have that has more than one. Failing that an
     * owner with only one gives that, if it can itself take another in this way, and so on: by as few hands as can be.
     */
    private void takeOne(CellRequest unserved) {
        Map<CellRequest, Integer> wanted = new HashMap<>();
        Map<CellRequest, CellRequest> takers = new HashMap<>();
        List<CellRequest> level = List.of(unserved);
        while (!level.isEmpty()) {
            SortedMap<CellId, CellRequest> next = new TreeMap<>();
            for (int cpu : bestFirst(level)) {
                CellRequest taker = level.stream()
                        .filter(cell -> mayHave(cell, cpu))
                        .findFirst()
                        .orElseThrow();
                if (held(owners.get(cpu)) > 1) {
                    passOn(unserved, taker, cpu, wanted, takers);
                    return;
                }
                CellRequest owner = cells.stream()
                        .filter(cell -> cell.cell().id().equals(owners.get(cpu)))
                        .findFirst()
                        .orElseThrow();
                if (!takers.containsKey(owner)) {
                    takers.put(owner, taker);
                    wanted.put(owner, cpu);
                    next.put(owner.cell().id(), owner);
                }
            }
            level = List.copyOf(next.values());
        }
    }

    private List<Integer> bestFirst(List<CellRequest> level) {
        return owners.keySet().stream()
                .filter(cpu -> !setAside.contains(cpu) && level.stream().anyMatch(cell -> mayHave(cell, cpu)))
                .sorted(comparingInt((Integer cpu) -> -held(owners.get(cpu)))
                        .thenComparing(owners::get)
                        .thenComparing(claimants::get)
                        .thenComparing(naturalOrder()))
                .toList();
    }

    private void passOn(
            CellRequest unserved,
            CellRequest last,
            int spare,
            Map<CellRequest, Integer> wanted,
            Map<CellRequest, CellRequest> takers) {
        CellRequest taker = last;
        int cpu = spare;
        while (!taker.equals(unserved)) {
            owners.put(cpu, taker.cell().id());
            cpu = wanted.get(taker);
            taker = takers.get(taker);
        }
        owners.put(cpu, unserved.cell().id());
    }

    private boolean mayHave(CellRequest cell, int cpu) {
        return isBound(cell) ? cell.cpuset().contains(cpu) : claimantsOf(cpu).isEmpty();
    }

    /** Returns how many CPUs each cell is short of its target. */
    private SortedMap<CellId, Integer> deficits() {
        SortedMap<CellId, Integer> deficits = new TreeMap<>();
        targets.forEach((id, target) -> deficits.put(id, Math.max(0, target - held(id))));
        return deficits;
    }

    private Set<CellId> unserved() {
        return ids(cells.stream().filter(cell -> held(cell.cell().id()) == 0).toList());
    }

    Stream<Integer> free() {
        return claimants.keySet().stream().filter(cpu -> !owners.containsKey(cpu));
    }

    boolean isOfRoot(int cpu) {
        return claimants.get(cpu).ofRoot();
    }

    List<CellId> claimantsOf(int cpu) {
        return claimants.get(cpu).ids();
    }

    int held(CellId id) {
        return (int) owners.values().stream().filter(id::equals).count();
    }

    private static Set<CellId> ids(List<CellRequest> cells) {
        SortedSet<CellId> ids = new TreeSet<>();
        cells.forEach(cell -> ids.add(cell.cell().id()));
        return ids;
    }
}
