// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.planner;

import io.mitosis.cells.model.Assignment;
import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.cells.model.ParkedCell;
import io.mitosis.topology.CpuMask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A check of an assignment against the rules before it is put in force. It shares no code with the assigner, so that a
 * violation shows a bug there.
 */
public final class AssignmentCheck {
    private final AssignmentInput input;
    private final Assignment assignment;
    private final CpuMask usable;
    private final Map<Cell, CellRequest> requests = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    private AssignmentCheck(AssignmentInput input, Assignment assignment) {
        this.input = input;
        this.assignment = assignment;
        usable = input.topology().usable();
        for (CellRequest request : input.cells()) {
            requests.put(request.cell(), request);
        }
    }

    /**
     * Returns the violations of the rules, each as a part of a log line; none if the assignment is right. Every usable
     * CPU has one owner; every requested cell lives or is parked; a live cell has a CPU and none outside its cpuset,
     * except that the root cell may own CPUs that no other cell claims; a partition has all CPUs of its cpuset; the
     * CPUs that a cell may borrow are usable, in its cpuset, not its own, and owned by cells that lend.
     */
    public static List<String> violations(AssignmentInput input, Assignment assignment) {
        AssignmentCheck check = new AssignmentCheck(input, assignment);
        check.checkOwners();
        check.checkCells();
        for (CellCpus cell : assignment.layout().cells()) {
            CellRequest request = check.requests.get(cell.cell());
            if (request != null) {
                check.checkCpuset(cell, request);
                check.checkBorrowable(cell, request);
            }
        }
        return List.copyOf(check.violations);
    }

    private void checkOwners() {
        CpuMask owned = CpuMask.none();
        for (CellCpus cell : assignment.layout().cells()) {
            if (cell.primary().isEmpty()) {
                violations.add("cell " + cell.cell().label() + " owns no CPU");
            }
            if (owned.intersects(cell.primary())) {
                violations.add("cell " + cell.cell().label() + " owns "
                        + cell.primary().and(owned) + ", and so does another");
            }
            owned = owned.or(cell.primary());
        }
        if (!owned.equals(usable)) {
            violations.add("owned are the CPUs " + owned + ", and usable " + usable);
        }
    }

    private void checkCells() {
        Set<Cell> missing = new HashSet<>(requests.keySet());
        for (CellCpus cell : assignment.layout().cells()) {
            if (!missing.remove(cell.cell())) {
                violations.add("cell " + cell.cell().label() + " lives unasked");
            }
            if (cell.cell().id().value() >= input.maxCells()) {
                violations.add("cell " + cell.cell().label() + " is beyond the " + input.maxCells() + " there can be");
            }
        }
        for (ParkedCell cell : assignment.parked()) {
            if (!missing.remove(cell.cell())) {
                violations.add("cell " + cell.cell().label() + " is parked, and lives or was not asked for");
            }
        }
        for (Cell cell : missing) {
            violations.add("cell " + cell.label() + " is forgotten");
        }
    }

    private void checkCpuset(CellCpus cell, CellRequest request) {
        CpuMask cpuset = request.cpuset();
        if (cpuset != null && !cpuset.containsAll(cell.primary())) {
            checkOutside(cell, cpuset);
        }
        if (cpuset != null && request.partition()) {
            checkPartition(cell, cpuset);
        }
        if (cpuset != null && !cpuset.containsAll(cell.borrowable())) {
            violations.add(mayBorrow(cell) + " outside its cpuset " + cpuset);
        }
    }

    /** Reports CPUs outside a cpuset, unless the root cell owns them because no other cell claims them. */
    private void checkOutside(CellCpus cell, CpuMask cpuset) {
        boolean anyOfRoot = cpuset.intersects(usable.andNot(partitions()));
        boolean left = cell.cell().equals(Cell.ROOT)
                && (!anyOfRoot
                        || (cpuset.intersects(cell.primary())
                                && live(request -> true).stream()
                                        .noneMatch(other ->
                                                claims(other, cell.primary().andNot(cpuset)))));
        if (!left) {
            violations.add("cell " + cell.cell().label() + " owns " + cell.primary() + " outside its cpuset " + cpuset);
        }
    }

    private void checkPartition(CellCpus cell, CpuMask cpuset) {
        CpuMask lacking = cpuset.and(usable).andNot(partitions());
        if (!lacking.isEmpty()) {
            violations.add("cell " + cell.cell().label() + " lacks " + lacking + " of its partition " + cpuset);
        }
    }

    /** Returns the CPUs that live partitions own. */
    private CpuMask partitions() {
        CpuMask owned = CpuMask.none();
        for (CellCpus cell : live(CellRequest::partition)) {
            owned = owned.or(cell.primary());
        }
        return owned;
    }

    private List<CellCpus> live(Predicate<CellRequest> kind) {
        List<CellCpus> live = new ArrayList<>();
        for (CellCpus cell : assignment.layout().cells()) {
            CellRequest request = requests.get(cell.cell());
            if (request != null && kind.test(request)) {
                live.add(cell);
            }
        }
        return live;
    }

    private boolean claims(CellCpus cell, CpuMask cpus) {
        CellRequest request = requests.get(cell.cell());
        CpuMask cpuset = request == null ? null : request.cpuset();
        return cpuset != null && !cell.cell().equals(Cell.ROOT) && cpuset.intersects(cpus);
    }

    private void checkBorrowable(CellCpus cell, CellRequest request) {
        CpuMask borrowable = cell.borrowable();
        if (!borrowable.isEmpty() && !(input.borrowing() && request.terms().borrows())) {
            violations.add(mayBorrow(cell) + ", and may not borrow at all");
        }
        if (borrowable.intersects(cell.primary())) {
            violations.add(mayBorrow(cell) + ", some of which it owns");
        }
        if (!usable.containsAll(borrowable)) {
            violations.add(mayBorrow(cell) + ", some of which are not usable");
        }
        for (CellCpus other : assignment.layout().cells()) {
            CellRequest lender = requests.get(other.cell());
            if (lender != null && !lender.terms().lends() && other.primary().intersects(borrowable)) {
                violations.add(
                        mayBorrow(cell) + ", some of cell " + other.cell().label() + ", which does not lend");
            }
        }
    }

    private static String mayBorrow(CellCpus cell) {
        return "cell " + cell.cell().label() + " may borrow " + cell.borrowable();
    }
}
