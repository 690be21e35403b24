// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.planner;

import io.mitosis.cells.config.Placement;
import io.mitosis.cells.model.Assignment;
import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.cells.model.ParkedCell;
import io.mitosis.cells.place.CpuPlacement;
import io.mitosis.cells.place.LinearPlacement;
import io.mitosis.cells.place.TopologyPlacement;
import io.mitosis.cells.share.Parking;
import io.mitosis.cells.share.Partitions;
import io.mitosis.cells.share.ShareOutcome;
import io.mitosis.topology.CpuMask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shares the CPUs of a machine out among its cells.
 *
 * <p>Cpuset partitions have their CPUs already. For all other cells the first step decides on counts: which cells live,
 * and how many CPUs of which pool each of them gets. The second step chooses the CPUs. The counts depend neither on the
 * placement nor on the previous owners of the CPUs.
 */
public final class CpuAssigner {
    private CpuAssigner() {}

    /** Returns the assignment for an input: a pure function, defined for every input. */
    public static Assignment assign(AssignmentInput input) {
        Partitions partitions = Partitions.of(input);
        AssignmentInput rest = partitions.rest();
        Parking.Outcome parking = Parking.of(rest);
        ShareOutcome.Settled settled = parking.settled();
        Map<CellId, CpuMask> primaries = new HashMap<>(partitions.cpus());
        primaries.putAll(placement(input.placement()).place(rest.topology(), settled.pools(), input.previous()));
        Map<CellId, Integer> targets = new HashMap<>(settled.targets());
        partitions.cpus().forEach((id, cpus) -> targets.put(id, cpus.count()));
        List<CellRequest> live = new ArrayList<>(settled.cells());
        live.addAll(partitions.live());
        live.sort(Comparator.comparing(request -> request.cell().id()));
        return new Assignment(
                layout(input, live, primaries),
                targets,
                parked(input, partitions, parking.parked()),
                input.holdoutEnforced() || settled.holdoutEnforced());
    }

    private static CpuPlacement placement(Placement placement) {
        return switch (placement) {
            case TOPOLOGY -> new TopologyPlacement();
            case LINEAR -> new LinearPlacement();
        };
    }

    private static CellLayout layout(AssignmentInput input, List<CellRequest> live, Map<CellId, CpuMask> primaries) {
        CpuMask usable = input.topology().usable();
        CpuMask ofRoot = input.root().cpuset();
        Borrowing borrowing =
                new Borrowing(input.borrowing(), usable, ofRoot == null ? usable : ofRoot, live, primaries);
        List<CellCpus> cells = new ArrayList<>();
        for (CellRequest cell : live) {
            CpuMask primary = primaries.getOrDefault(cell.cell().id(), CpuMask.none());
            cells.add(new CellCpus(
                    cell.cell(),
                    primary,
                    borrowing.borrowable(cell, primary),
                    cell.terms().lends()));
        }
        return new CellLayout(usable, cells);
    }

    /** Returns all parked cells, oldest first. */
    private static List<ParkedCell> parked(AssignmentInput input, Partitions partitions, List<ParkedCell> others) {
        if (partitions.blocked().isEmpty()) {
            return others;
        }
        Map<Cell, ParkedCell> parked = new HashMap<>();
        others.forEach(cell -> parked.put(cell.cell(), cell));
        partitions
                .blocked()
                .forEach((request, reason) -> parked.put(request.cell(), new ParkedCell(request.cell(), reason)));
        List<ParkedCell> byAge = new ArrayList<>();
        for (CellRequest request : input.cells()) {
            if (parked.containsKey(request.cell())) {
                byAge.add(parked.get(request.cell()));
            }
        }
        return byAge;
    }
}
