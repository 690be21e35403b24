// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.topology.CpuMask;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many CPUs each cell gets, found slowly and written apart from the code it is compared with.
 *
 * @param counts of each live cell
 * @param targets of each live cell
 * @param parked the cells that got none, oldest first
 * @param holdoutEnforced whether a CPU was ever taken from a cpuset for the root cell
 */
public record ReferenceCounts(
        SortedMap<CellId, Integer> counts,
        SortedMap<CellId, Integer> targets,
        List<CellId> parked,
        boolean holdoutEnforced) {

    public static ReferenceCounts of(AssignmentInput input) {
        SortedMap<CellId, Integer> partitions = new TreeMap<>();
        CpuMask left = input.topology().usable();
        for (CellRequest cell : input.cells()) {
            CpuMask own = cell.partition() ? left.and(cell.cpuset()) : CpuMask.none();
            if (cell.cell().id().value() < input.maxCells() && !own.isEmpty() && !own.equals(left)) {
                partitions.put(cell.cell().id(), own.count());
                left = left.andNot(own);
            }
        }
        CpuMask usable = left;
        Set<CellId> blocked = new HashSet<>();
        for (CellRequest cell : input.cells()) {
            boolean hopeless = cell.cpuset() != null && !cell.cpuset().intersects(usable);
            if (cell.cell().id().value() >= input.maxCells()
                    || cell.partition()
                    || (hopeless && !cell.cell().equals(Cell.ROOT))) {
                blocked.add(cell.cell().id());
            }
        }
        ReferenceAttempt round = round(input, usable, blocked);
        Set<CellId> toPark = round.run(input.rootMinCpus());
        while (!toPark.isEmpty()) {
            blocked.addAll(toPark);
            round = round(input, usable, blocked);
            toPark = round.run(input.rootMinCpus());
        }
        return of(input, partitions, round);
    }

    private static ReferenceAttempt round(AssignmentInput input, CpuMask usable, Set<CellId> blocked) {
        return new ReferenceAttempt(
                usable,
                input.cells().stream()
                        .filter(cell -> !blocked.contains(cell.cell().id()))
                        .limit(Math.min(usable.count(), input.maxCells()))
                        .toList());
    }

    private static ReferenceCounts of(
            AssignmentInput input, SortedMap<CellId, Integer> partitions, ReferenceAttempt round) {
        SortedMap<CellId, Integer> counts = new TreeMap<>(partitions);
        round.cells.forEach(
                cell -> counts.put(cell.cell().id(), round.held(cell.cell().id())));
        counts.merge(CellId.ROOT, round.strays, Integer::sum);
        SortedMap<CellId, Integer> targets = new TreeMap<>(partitions);
        targets.putAll(round.targets);
        List<CellId> parked = new ArrayList<>();
        input.cells().forEach(cell -> parked.add(cell.cell().id()));
        parked.removeAll(counts.keySet());
        return new ReferenceCounts(counts, targets, parked, input.holdoutEnforced() || round.holdoutEnforced);
    }
}
