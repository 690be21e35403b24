// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.config.Placement;
import io.mitosis.cells.model.Assignment;
import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.cells.model.Inputs;
import io.mitosis.cells.model.ParkedCell;
import io.mitosis.cells.share.ReferenceCounts;
import io.mitosis.topology.CpuMask;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What must hold for every assignment, whatever the machine, the cells and their cpusets: 100,000 of them and more. */
class CpuAssignerPropertiesTest {
    @Property(tries = 40_000, edgeCases = EdgeCasesMode.NONE)
    void countsAreThoseOfThePlainRules(@ForAll("small") AssignmentInput input) {
        Assignment assignment = CpuAssigner.assign(input);
        ReferenceCounts plain = ReferenceCounts.of(input);
        assertThat(counts(assignment)).isEqualTo(plain.counts());
        assertThat(assignment.targets()).isEqualTo(plain.targets());
        assertThat(parked(assignment)).isEqualTo(plain.parked());
        assertThat(assignment.holdoutEnforced()).isEqualTo(plain.holdoutEnforced());
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void countsAreThoseOfThePlainRulesOnLargerMachines(@ForAll("medium") AssignmentInput input) {
        countsAreThoseOfThePlainRules(input);
    }

    @Property(tries = 70_000, edgeCases = EdgeCasesMode.NONE)
    void everyRuleIsKept(@ForAll("small") AssignmentInput input) {
        Assignment assignment = CpuAssigner.assign(input);
        assertThat(AssignmentCheck.violations(input, assignment)).isEmpty();
        assertThat(assignment.targets().values()).allMatch(target -> target >= 1);
        assertThat(assignment.targets().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(input.topology().cpus().size());
        checkRootMinimum(input, assignment);
        checkParked(input, assignment);
        checkBorrowable(input, assignment);
        Assignment other = CpuAssigner.assign(withPlacement(input, other(input.placement())));
        assertThat(counts(other)).as("counts with the other placement").isEqualTo(counts(assignment));
        assertThat(other.parked()).isEqualTo(assignment.parked());
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void everyRuleIsKeptOnLargeMachines(@ForAll("large") AssignmentInput input) {
        everyRuleIsKept(input);
    }

    /** The root cell has its minimum, unless every other CPU is contested or the last that one cell has for itself. */
    private static void checkRootMinimum(AssignmentInput input, Assignment assignment) {
        CpuMask common = common(input, assignment);
        CpuMask root = primary(assignment, CellId.ROOT).and(common);
        assertThat(root.isEmpty()).isFalse();
        if (root.count() >= input.rootMinCpus()) {
            return;
        }
        CpuMask claimed = CpuMask.none();
        List<CellRequest> bound = live(input, assignment).stream()
                .filter(cell -> cell.cpuset() != null && !cell.cell().equals(Cell.ROOT))
                .toList();
        for (CellRequest cell : bound) {
            CpuMask exclusive = cell.cpuset();
            claimed = claimed.or(exclusive);
            for (CellRequest other : bound) {
                if (!other.equals(cell)) {
                    exclusive = exclusive.andNot(other.cpuset());
                }
            }
            assertThat(exclusive.and(common).andNot(root).count())
                    .as("what only cell " + cell.cell().label() + " may have")
                    .isLessThanOrEqualTo(1);
        }
        assertThat(claimed.or(root).containsAll(common)).isTrue();
    }

    /** Returns the CPUs that the root cell's tasks may use, if there are any. */
    private static CpuMask common(AssignmentInput input, Assignment assignment) {
        CpuMask left = input.topology().usable();
        for (CellRequest cell : live(input, assignment)) {
            left = cell.partition()
                    ? left.andNot(primary(assignment, cell.cell().id()))
                    : left;
        }
        CpuMask ofRoot = input.root().cpuset();
        return ofRoot == null || !ofRoot.intersects(left) ? left : ofRoot.and(left);
    }

    /** Nobody is parked who could have a CPU. */
    private static void checkParked(AssignmentInput input, Assignment assignment) {
        int room = input.topology().cpus().size();
        for (CellRequest cell : live(input, assignment)) {
            room -= cell.partition() ? primary(assignment, cell.cell().id()).count() - 1 : 0;
        }
        boolean full = assignment.layout().cells().size() == Math.min(room, input.maxCells());
        for (ParkedCell parked : assignment.parked()) {
            CellRequest request = input.cells().stream()
                    .filter(cell -> cell.cell().equals(parked.cell()))
                    .findFirst()
                    .orElseThrow();
            boolean hopeless = request.cell().id().value() >= input.maxCells();
            CpuMask cpuset = request.cpuset();
            assertThat(parked.reason()).isNotBlank();
            if (!full && !hopeless && cpuset != null && !request.partition()) {
                for (CellCpus cell : assignment.layout().cells()) {
                    if (!cell.cell().equals(Cell.ROOT)
                            && !isPartition(input, cell)
                            && cell.primary().intersects(cpuset)) {
                        assertThat(cell.primary().count())
                                .as("CPUs of cell " + cell.cell().label() + ", while " + parked + " has none")
                                .isEqualTo(1);
                    }
                }
            }
        }
    }

    private static boolean isPartition(AssignmentInput input, CellCpus cell) {
        return input.cells().stream().anyMatch(request -> request.cell().equals(cell.cell()) && request.partition());
    }

    private static void checkBorrowable(AssignmentInput input, Assignment assignment) {
        for (CellRequest cell : live(input, assignment)) {
            CpuMask expected = CpuMask.none();
            if (input.borrowing() && cell.terms().borrows()) {
                for (CellRequest other : live(input, assignment)) {
                    if (other.terms().lends() && !other.equals(cell)) {
                        expected = expected.or(primary(assignment, other.cell().id()));
                    }
                }
                CpuMask ofRoot = input.root().cpuset();
                CpuMask anywhere = ofRoot == null ? expected : ofRoot;
                expected = expected.and(cell.cpuset() == null ? anywhere : cell.cpuset());
            }
            assertThat(assignment.layout().cell(cell.cell().id()).orElseThrow().borrowable())
                    .isEqualTo(expected);
        }
    }

    private static List<CellRequest> live(AssignmentInput input, Assignment assignment) {
        return input.cells().stream()
                .filter(cell -> assignment.layout().cell(cell.cell().id()).isPresent())
                .toList();
    }

    private static CpuMask primary(Assignment assignment, CellId id) {
        return assignment.layout().cell(id).orElseThrow().primary();
    }

    private static SortedMap<CellId, Integer> counts(Assignment assignment) {
        SortedMap<CellId, Integer> counts = new TreeMap<>();
        for (CellCpus cell : assignment.layout().cells()) {
            counts.put(cell.cell().id(), cell.primary().count());
        }
        return counts;
    }

    private static List<CellId> parked(Assignment assignment) {
        return assignment.parked().stream().map(cell -> cell.cell().id()).toList();
    }

    private static Placement other(Placement placement) {
        return placement == Placement.LINEAR ? Placement.TOPOLOGY : Placement.LINEAR;
    }

    private static AssignmentInput withPlacement(AssignmentInput input, Placement placement) {
        return new AssignmentInput(
                input.topology(),
                input.maxCells(),
                input.cells(),
                input.previous(),
                input.rootMinCpus(),
                input.holdoutEnforced(),
                placement,
                input.borrowing());
    }

    @Provide
    Arbitrary<AssignmentInput> small() {
        return Inputs.ofUpTo(12);
    }

    @Provide
    Arbitrary<AssignmentInput> medium() {
        return Inputs.ofUpTo(80);
    }

    @Provide
    Arbitrary<AssignmentInput> large() {
        return Inputs.ofUpTo(1024);
    }
}
