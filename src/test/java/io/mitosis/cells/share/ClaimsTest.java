// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.model.Assignment;
import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.InputBuilder;
import org.junit.jupiter.api.Test;

/** Who may have which CPUs: holdout, exclusive, contested and unclaimed CPUs. */
class ClaimsTest {
    @Test
    void theHoldoutTakesUnclaimedCpusFirst() {
        InputBuilder ask =
                InputBuilder.cpus("0-7").cell(1, "0-3").cell(2, "2-5").rootMinCpus(2);
        assertThat(ask.result()).isEqualTo("0: 6-7, 1: 0-3, 2: 4-5");
        assertThat(ask.assign().holdoutEnforced()).isFalse();
    }

    @Test
    void thenCellsGiveExclusiveCpusInTurnsAsLongAsTheyHaveTwo() {
        InputBuilder ask = InputBuilder.cpus("0-7").cell(1, "0-3").cell(2, "2-5");
        // Both have two exclusive CPUs: the lower id gives first.
        assertThat(ask.rootMinCpus(3).result()).isEqualTo("0: 0,6-7, 1: 1-3, 2: 4-5");
        assertThat(ask.assign().holdoutEnforced()).isTrue();
        // Then they are short of two and one, and share 2-3: 1 1/3 and 2/3.
        assertThat(ask.rootMinCpus(4).result()).isEqualTo("0: 0,4,6-7, 1: 1-2, 2: 3,5");
        assertThat(ask.rootMinCpus(8).result()).isEqualTo("0: 0,4,6-7, 1: 1-2, 2: 3,5");
    }

    @Test
    void whoHasMostExclusiveCpusGivesFirstAndThenWhoHasGivenFewest() {
        InputBuilder ask = InputBuilder.cpus("0-7").cell(1, "0-2").cell(2, "3-7");
        assertThat(ask.rootMinCpus(1).result()).isEqualTo("0: 3, 1: 0-2, 2: 4-7");
        assertThat(ask.rootMinCpus(2).result()).isEqualTo("0: 0,3, 1: 1-2, 2: 4-7");
        assertThat(ask.rootMinCpus(3).result()).isEqualTo("0: 0,3-4, 1: 1-2, 2: 5-7");
    }

    @Test
    void contestedCpusGoToWhoIsShortOfItsTarget() {
        // Targets 3, 3 and 2; cell 1 has 0-1 for itself and is short of one, cell 2 has 4-5 and is short of none.
        assertThat(InputBuilder.cpus("0-7").cell(1, "0-3").cell(2, "2-5").result())
                .isEqualTo("0: 6-7, 1: 0-3, 2: 4-5");
    }

    @Test
    void contestedCpusAreSharedEquallyIfNobodyIsShort() {
        // Targets 7, 1 and 1, and both cells have two CPUs for themselves.
        assertThat(InputBuilder.cpus("0-8")
                        .rootWeight(9)
                        .cell(1, "0-3", 0)
                        .cell(2, "2-5", 0)
                        .result())
                .isEqualTo("0: 6-8, 1: 0-2, 2: 3-5");
    }

    @Test
    void deficitsAreFrozenBeforeAnyGroupIsShared() {
        // Targets 2 each. Cell 1 has nothing for itself, and is as short of two in the second group as in the first.
        InputBuilder ask =
                InputBuilder.cpus("0-7").cell(1, "0-3").cell(2, "0-1").cell(3, "2-3");
        assertThat(ask.result()).isEqualTo("0: 4-7, 1: 0,2, 2: 1, 3: 3");
    }

    @Test
    void unclaimedCpusAreForTheRootCellAndCellsWithoutACpuset() {
        // Targets 3 each: 3.5 of the 7 unclaimed CPUs for each of the two.
        assertThat(InputBuilder.cpus("0-8").cell(1, "0-1").cell(2, "any").result())
                .isEqualTo("0: 2-5, 1: 0-1, 2: 6-8");
    }

    @Test
    void theHoldoutCountsAsHeld() {
        // Targets 4 and 4; the root cell holds 3 and is short of one, cell 1 of four: 1 and 4 of the other five.
        assertThat(InputBuilder.cpus("0-7").cell(1, "any").rootMinCpus(3).result())
                .isEqualTo("0: 0-3, 1: 4-7");
        assertThat(InputBuilder.cpus("0-7").cell(1, "any").rootMinCpus(6).result())
                .isEqualTo("0: 0-5, 1: 6-7");
    }

    @Test
    void borrowableIsWhatLendersOwnWithinTheCpuset() {
        Assignment assignment = InputBuilder.cpus("0-9")
                .cell(1, "0-3")
                .cell(2, CellTerms.DEFAULT.withLends(false))
                .cell(3, CellTerms.DEFAULT.withBorrows(false))
                .borrowing()
                .assign();
        assertThat(assignment.layout().describe()).isEqualTo("[0: 4-5] [1(c1): 0-3] [2(c2): 6-7] [3(c3): 8-9]");
        assertThat(assignment.layout().cells())
                .extracting(cell -> cell.borrowable().toString())
                .containsExactly("0-3,8-9", "none", "0-5,8-9", "none");
        assertThat(InputBuilder.cpus("0-3").cell(1, "any").assign().layout().cells())
                .allMatch(cell -> cell.borrowable().isEmpty());
    }
}
