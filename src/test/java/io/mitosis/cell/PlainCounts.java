// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cell;

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
record PlainCounts(
        SortedMap<CellId, Integer> counts,
        SortedMap<CellId, Integer> targets,
        List<CellId> parked,
        boolean holdoutEnforced) {

    static PlainCounts of(AssignmentInput input) {
        CpuMask usable = input.topology().usable();
        Set<CellId> blocked = new HashSet<>();
        for (CellRequest cell : input.cells()) {
            if (cell.cell().id().value() >= input.maxCells()
                    || (cell.cpuset() != null && !cell.cpuset().intersects(usable))) {
                blocked.add(cell.cell().id());
            }
        }
        PlainRound round = round(input, blocked);
        Set<CellId> toPark = round.run(input.rootMinCpus());
        while (!toPark.isEmpty()) {
            blocked.addAll(toPark);
            round = round(input, blocked);
            toPark = round.run(input.rootMinCpus());
        }
        return of(input, round);
    }

    private static PlainRound round(AssignmentInput input, Set<CellId> blocked) {
        return new PlainRound(
                input.topology().usable(),
                input.cells().stream()
                        .filter(cell -> !blocked.contains(cell.cell().id()))
                        .limit(Math.min(input.topology().cpus().size(), input.maxCells()))
                        .toList());
    }

    private static PlainCounts of(AssignmentInput input, PlainRound round) {
        SortedMap<CellId, Integer> counts = new TreeMap<>();
        round.cells.forEach(
                cell -> counts.put(cell.cell().id(), round.held(cell.cell().id())));
        List<CellId> parked = new ArrayList<>();
        input.cells().forEach(cell -> parked.add(cell.cell().id()));
        parked.removeAll(counts.keySet());
        return new PlainCounts(counts, round.targets, parked, input.holdoutEnforced() || round.holdoutEnforced);
    }
}
