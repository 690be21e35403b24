// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cell;

import io.mitosis.topology.CpuMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Shares a machine's CPUs out among its cells.
 *
 * <p>First it is counted: which cells live, and how many CPUs of which kind each of them gets. Then it is chosen which
 * CPUs these are. The counts depend neither on how that is done nor on who had which CPU before.
 */
public final class CpuAssigner {
    private CpuAssigner() {}

    /** Decides. There is a decision for every input, and always the same for the same input. */
    public static Assignment assign(AssignmentInput input) {
        Parking.Outcome parking = Parking.of(input);
        Attempt.Settled settled = parking.settled();
        Map<CellId, CpuMask> primaries =
                placement(input.placement()).place(input.topology(), settled.pools(), input.previous());
        CellLayout layout = layout(input, settled, primaries);
        boolean holdoutEnforced = input.holdoutEnforced() || settled.holdoutEnforced();
        return new Assignment(layout, settled.targets(), parking.parked(), holdoutEnforced);
    }

    private static CpuPlacement placement(Placement placement) {
        return switch (placement) {
            case TOPOLOGY -> new TopologyPlacement();
            case LINEAR -> new LinearPlacement();
        };
    }

    private static CellLayout layout(AssignmentInput input, Attempt.Settled settled, Map<CellId, CpuMask> primaries) {
        CpuMask usable = input.topology().usable();
        Borrowing borrowing = new Borrowing(input.borrowing(), usable, settled.cells(), primaries);
        List<CellCpus> cells = new ArrayList<>();
        for (CellRequest cell : settled.cells()) {
            CpuMask primary = primaries.getOrDefault(cell.cell().id(), CpuMask.none());
            cells.add(new CellCpus(cell.cell(), primary, borrowing.borrowable(cell, primary)));
        }
        return new CellLayout(usable, cells);
    }
}
