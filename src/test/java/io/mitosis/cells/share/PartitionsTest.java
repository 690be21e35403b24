// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.model.Assignment;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.InputBuilder;
import io.mitosis.cells.planner.AssignmentCheck;
import io.mitosis.topology.CpuMask;
import org.junit.jupiter.api.Test;

/** Cpuset partitions have their CPUs, and the others share the rest. */
class PartitionsTest {
    @Test
    void theOthersShareWhatIsInNone() {
        InputBuilder ask = InputBuilder.cpus("0-7").partition(1, "4-7").cell(2, "any");
        assertThat(ask.result()).isEqualTo("0: 0-1, 1: 4-7, 2: 2-3");
        assertThat(ask.targets()).isEqualTo("0: 2, 1: 4, 2: 2");
        assertThat(InputBuilder.cpus("0-7").partition(1, "6-9").result()).isEqualTo("0: 0-5, 1: 6-7");
    }

    @Test
    void theRootCellsMinimumIsCountedThere() {
        InputBuilder ask =
                InputBuilder.cpus("0-7").rootMinCpus(3).partition(1, "4-7").cell(2, "0-3");
        assertThat(ask.result()).isEqualTo("0: 0-2, 1: 4-7, 2: 3");
    }

    @Test
    void howeverNewOneIsItIsNotParkedForLackOfCpus() {
        InputBuilder ask = InputBuilder.cpus("0-3")
                .cell(1, "any")
                .cell(2, "any")
                .cell(3, "any")
                .partition(4, "3");
        assertThat(ask.result()).isEqualTo("0: 0, 1: 1, 2: 2, 4: 3, parked 3");
    }

    @Test
    void nobodyBorrowsOfOneOrLendsToIt() {
        Assignment assignment = InputBuilder.cpus("0-5")
                .partition(1, "4-5")
                .cell(2, "any")
                .borrowing()
                .assign();
        assertThat(borrowable(assignment, 0)).isEqualTo(CpuMask.of(2, 3));
        assertThat(borrowable(assignment, 1)).isEqualTo(CpuMask.none());
        assertThat(borrowable(assignment, 2)).isEqualTo(CpuMask.of(0, 1));
    }

    @Test
    void thoseThatCannotBeAreParked() {
        InputBuilder ask = InputBuilder.cpus("0-3")
                .partition(1, "9")
                .partition(2, "0-1")
                .partition(3, "1-3")
                .maxCells(3);
        assertThat(ask.result()).isEqualTo("0: 2-3, 2: 0-1, parked 1, parked 3");
        assertThat(InputBuilder.cpus("0-3").partition(1, "0-3").result()).isEqualTo("0: 0-3, parked 1");
        assertThat(InputBuilder.cpus("0-3")
                        .partition(1, "0-1")
                        .partition(2, "1-2")
                        .result())
                .isEqualTo("0: 3, 1: 0-1, 2: 2");
    }

    @Test
    void whereCellsShareOneTheRootCellTakesNothing() {
        InputBuilder ask = InputBuilder.cpus("0-7")
                .rootCpuset("0-3")
                .cell(1, "4-7")
                .cell(2, "4-7")
                .cell(3, "any");
        assertThat(ask.result()).isEqualTo("0: 0-1, 1: 4-5, 2: 6-7, 3: 2-3");
        assertThat(InputBuilder.cpus("0-7")
                        .rootCpuset("0-3")
                        .cell(1, "4-7")
                        .rootMinCpus(6)
                        .result())
                .isEqualTo("0: 0-3, 1: 4-7");
    }

    @Test
    void whatNobodyMayUseCountsForNothing() {
        InputBuilder ask =
                InputBuilder.cpus("0-7").rootCpuset("0-3").cell(1, "any").cell(2, "4");
        assertThat(ask.result()).isEqualTo("0: 0-1,5-7, 1: 2-3, 2: 4");
        assertThat(AssignmentCheck.violations(ask.input(), ask.assign())).isEmpty();
    }

    @Test
    void whoGivesWayToTheRootCellHasWhatItNeeds() {
        InputBuilder ask = InputBuilder.cpus("0-3")
                .rootCpuset("0-1")
                .cell(1, "0")
                .cell(2, "1")
                .cell(3, "2-3");
        assertThat(ask.result()).isEqualTo("0: 1, 1: 0, 3: 2-3, parked 2");
    }

    private static CpuMask borrowable(Assignment assignment, int id) {
        return assignment.layout().cell(new CellId(id)).orElseThrow().borrowable();
    }
}
