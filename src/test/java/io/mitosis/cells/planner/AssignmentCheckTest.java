// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.model.Assignment;
import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.InputBuilder;
import io.mitosis.cells.model.Owners;
import io.mitosis.cells.model.ParkedCell;
import io.mitosis.topology.CpuMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssignmentCheckTest {
    private static final AssignmentInput INPUT = InputBuilder.cpus("0-5")
            .cell(1, "0-3")
            .cell(2, CellTerms.DEFAULT.withLends(false))
            .cell(3, CellTerms.DEFAULT.withBorrows(false))
            .maxCells(4)
            .borrowing()
            .input();

    @Test
    void findsNothingWrongWithARightAssignment() {
        assertThat(violations(List.of(), cell(0, "5", "0-3"), cell(1, "0-3", "none"), cell(2, "4", "0-3,5")))
                .containsExactly("cell 3(c3) is forgotten");
        assertThat(AssignmentCheck.violations(INPUT, CpuAssigner.assign(INPUT))).isEmpty();
    }

    @Test
    void everyUsableCpuHasAnOwnerAndNoOther() {
        assertThat(violations(parked(3), cell(0, "5", "none"), cell(1, "0-2", "none"), cell(2, "4", "none")))
                .containsExactly("owned are the CPUs 0-2,4-5, and usable 0-5");
        assertThat(violations(parked(3), cell(0, "5-6", "none"), cell(1, "0-3", "none"), cell(2, "4", "none")))
                .containsExactly("owned are the CPUs 0-6, and usable 0-5");
    }

    @Test
    void everyCellThatWasAskedForLivesOrIsParked() {
        CellCpus[] live = {cell(0, "4-5", "none"), cell(1, "0-3", "none")};
        assertThat(violations(parked(2), live)).containsExactly("cell 3(c3) is forgotten");
        assertThat(violations(parked(1, 2, 3), live))
                .containsExactly("cell 1(c1) is parked, and lives or was not asked for");
        assertThat(violations(parked(2, 3), cell(0, "5", "none"), cell(1, "0-3", "none"), cell(4, "4", "none")))
                .containsExactly("cell 4(c4) lives unasked", "cell 4(c4) is beyond the 4 there can be");
    }

    @Test
    void noCellOwnsOrBorrowsOutsideItsCpuset() {
        assertThat(violations(parked(2, 3), cell(0, "5", "none"), cell(1, "0-4", "none")))
                .containsExactly("cell 1(c1) owns 0-4 outside its cpuset 0-3");
        assertThat(violations(parked(2, 3), cell(0, "3-5", "none"), cell(1, "0-2", "3-4")))
                .containsExactly("cell 1(c1) may borrow 3-4 outside its cpuset 0-3");
    }

    @Test
    void aPartitionHasAllOfItsCpusAndTheRootCellNoneThatOthersWant() {
        AssignmentInput input = InputBuilder.cpus("0-7")
                .rootCpuset("0-1")
                .partition(1, "6-7")
                .cell(2, "2-3")
                .input();
        assertThat(violations(input, cell(0, "0-1,4-5", "none"), cell(1, "6-7", "none"), cell(2, "2-3", "none")))
                .isEmpty();
        assertThat(violations(input, cell(0, "0-1,4-6", "none"), cell(1, "7", "none"), cell(2, "2-3", "none")))
                .contains("cell 1(c1) lacks 6 of its partition 6-7");
        assertThat(violations(input, cell(0, "0-2,4-5", "none"), cell(1, "6-7", "none"), cell(2, "3", "none")))
                .containsExactly("cell 0 owns 0-2,4-5 outside its cpuset 0-1");
        assertThat(violations(input, cell(0, "4-5", "none"), cell(1, "6-7", "none"), cell(2, "2-3", "none")))
                .contains("cell 0 owns 4-5 outside its cpuset 0-1");
    }

    @Test
    void borrowableIsUsableAndOfCellsThatLend() {
        assertThat(violations(parked(3), cell(0, "5", "4"), cell(1, "0-3", "none"), cell(2, "4", "none")))
                .containsExactly("cell 0 may borrow 4, some of cell 2(c2), which does not lend");
        assertThat(violations(parked(3), cell(0, "5", "3,6"), cell(1, "0-3", "none"), cell(2, "4", "none")))
                .containsExactly("cell 0 may borrow 3,6, some of which are not usable");
    }

    @Test
    void onlyThoseBorrowThatMay() {
        assertThat(violations(parked(2), cell(0, "5", "none"), cell(1, "0-3", "none"), cell(3, "4", "5")))
                .containsExactly("cell 3(c3) may borrow 5, and may not borrow at all");
        AssignmentInput nobody = InputBuilder.cpus("0-1").cell(1, "any").input();
        assertThat(AssignmentCheck.violations(nobody, assignment(List.of(), cell(0, "0", "1"), cell(1, "1", "none"))))
                .containsExactly("cell 0 may borrow 1, and may not borrow at all");
    }

    private static List<String> violations(AssignmentInput input, CellCpus... cells) {
        return AssignmentCheck.violations(input, assignment(List.of(), cells));
    }

    private static List<String> violations(List<ParkedCell> parked, CellCpus... cells) {
        return AssignmentCheck.violations(INPUT, assignment(parked, cells));
    }

    private static Assignment assignment(List<ParkedCell> parked, CellCpus... cells) {
        CpuMask owned = CpuMask.none();
        for (CellCpus cell : cells) {
            owned = owned.or(cell.primary());
        }
        return new Assignment(new CellLayout(owned, List.of(cells)), Map.of(), parked, false);
    }

    private static List<ParkedCell> parked(int... ids) {
        List<ParkedCell> parked = new ArrayList<>();
        for (int id : ids) {
            parked.add(new ParkedCell(cell(id), "for a test"));
        }
        return parked;
    }

    private static CellCpus cell(int id, String primary, String borrowable) {
        return new CellCpus(cell(id), CpuMask.parse(primary), CpuMask.parse(borrowable), true);
    }

    private static Cell cell(int id) {
        return id == 0 ? Cell.ROOT : new Cell(new CellId(id), Owners.owner("c" + id));
    }
}
