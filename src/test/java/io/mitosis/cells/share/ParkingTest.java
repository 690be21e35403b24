// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.model.InputBuilder;
import io.mitosis.cells.model.ParkedCell;
import org.junit.jupiter.api.Test;

/** What happens in the cases where not every cell can have what it should. */
class ParkingTest {
    @Test
    void withMoreCellsThanCpusTheNewestAreParkedWhateverTheirIds() {
        InputBuilder ask = InputBuilder.cpus("0-1").cell(3, "any").cell(1, "any");
        assertThat(ask.result()).isEqualTo("0: 0, 3: 1, parked 1");
        assertThat(reasons(ask)).isEqualTo("1: there is no CPU left for a cell of its own");
        assertThat(InputBuilder.cpus("5").cell(1, "5").cell(2, "any").result()).isEqualTo("0: 5, parked 1, parked 2");
    }

    @Test
    void withMoreCellsThanThereCanBeTheNewestAreParked() {
        InputBuilder ask = InputBuilder.cpus("0-7")
                .cell(2, "any")
                .cell(1, "any")
                .cell(3, "any")
                .maxCells(3);
        assertThat(ask.result()).isEqualTo("0: 0-2, 1: 3-5, 2: 6-7, parked 3");
        assertThat(reasons(ask)).isEqualTo("3: there can be no more than 3 cells");
        InputBuilder oneMore =
                InputBuilder.cpus("0-7").cell(2, "any").cell(1, "any").maxCells(2);
        assertThat(oneMore.result()).isEqualTo("0: 0-3, 1: 4-7, parked 2");
        InputBuilder full =
                InputBuilder.cpus("0-7").cell(1, "any").cell(2, "any").maxCells(1);
        assertThat(full.result()).isEqualTo("0: 0-7, parked 1, parked 2");
    }

    @Test
    void aCellThatIsParkedForItsCpusetLeavesRoomForANewerOne() {
        InputBuilder ask = InputBuilder.cpus("0-2")
                .cell(1, "9-12")
                .cell(2, "any")
                .cell(3, "any")
                .cell(4, "any");
        assertThat(ask.result()).isEqualTo("0: 0, 2: 1, 3: 2, parked 1, parked 4");
        assertThat(reasons(ask))
                .isEqualTo("1: its cpuset 9-12 names no usable CPU, 4: there is no CPU left for a cell of its own");
    }

    @Test
    void anEmptyCpusetNamesNoUsableCpu() {
        assertThat(reasons(InputBuilder.cpus("0-2").cell(1, "none")))
                .isEqualTo("1: its cpuset none names no usable CPU");
    }

    @Test
    void cpusOfACpusetThatAreNotUsableAreIgnored() {
        assertThat(InputBuilder.cpus("0-3").cell(1, "3-12").result()).isEqualTo("0: 0-2, 1: 3");
    }

    @Test
    void ifAllCpusAreClaimedTheRootCellTakesAnExclusiveOne() {
        InputBuilder ask = InputBuilder.cpus("0-3").cell(1, "0-3");
        assertThat(ask.result()).isEqualTo("0: 0, 1: 1-3");
        assertThat(ask.assign().holdoutEnforced()).isTrue();
    }

    @Test
    void ifThereIsNoExclusiveCpuToSpareTheRootCellTakesAContestedOne() {
        // Targets 2, 1 and 1: both claimants are short of one, and share three.
        InputBuilder ask = InputBuilder.cpus("0-3").cell(1, "0-3").cell(2, "0-3");
        assertThat(ask.result()).isEqualTo("0: 0, 1: 1-2, 2: 3");
        assertThat(ask.assign().holdoutEnforced()).isTrue();
        // Of 0 nobody else could live: 1 is the first that can be spared.
        assertThat(InputBuilder.cpus("0-3")
                        .cell(1, "0")
                        .cell(2, "0-3")
                        .cell(3, "1-3")
                        .result())
                .isEqualTo("0: 1, 1: 0, 2: 2, 3: 3");
    }

    @Test
    void whenNoCpuCanBeSparedForTheRootCellTheNewestGivesWay() {
        assertThat(InputBuilder.cpus("0-1").cell(2, "0").cell(1, "1").result()).isEqualTo("0: 1, 2: 0, parked 1");
    }

    @Test
    void aCellNestedInAnothersCpusetTakesOneOfIt() {
        // Targets 1, 8 and 1; cell 1 holds 1-3 and is short of five, cell 2 of one: 0 would go to cell 1.
        InputBuilder ask = InputBuilder.cpus("0-9").cell(1, "0-3", 100).cell(2, "0");
        assertThat(ask.targets()).isEqualTo("0: 1, 1: 8, 2: 1");
        assertThat(ask.result()).isEqualTo("0: 4-9, 1: 1-3, 2: 0");
    }

    @Test
    void aRingOfOverlapsFeedsEveryCell() {
        // Of each CPU the lower id gets it; cell 4 takes one of the two of cell 1.
        assertThat(InputBuilder.cpus("0-4")
                        .cell(1, "0-1")
                        .cell(2, "1-2")
                        .cell(3, "2-3")
                        .cell(4, "0,3")
                        .result())
                .isEqualTo("0: 4, 1: 1, 2: 2, 3: 3, 4: 0");
    }

    @Test
    void anOwnerOfASingleCpuPassesItOnAndTakesAnother() {
        // Targets 1, 1, 1 and 6; of 0 the lower id gets the CPU, of 1 the one that is short of four.
        InputBuilder ask = InputBuilder.cpus("0-8")
                .rootWeight(0)
                .cell(1, "0-1", 0)
                .cell(2, "0", 0)
                .cell(3, "1-3", 1);
        assertThat(ask.targets()).isEqualTo("0: 1, 1: 1, 2: 1, 3: 6");
        assertThat(ask.result()).isEqualTo("0: 4-8, 1: 1, 2: 0, 3: 2-3");
    }

    @Test
    void aCellWhoseCpusAreAllNeededIsParked() {
        InputBuilder ask = InputBuilder.cpus("0-4")
                .cell(1, "0-1")
                .cell(2, "0-1")
                .cell(3, "0-1")
                .cell(4, "any");
        assertThat(ask.result()).isEqualTo("0: 2-3, 1: 0, 2: 1, 4: 4, parked 3");
        assertThat(reasons(ask)).isEqualTo("3: all CPUs of its cpuset 0-1 are needed by other cells");
    }

    @Test
    void withTooFewUnclaimedCpusTheRootCellComesFirstAndThenTheOldest() {
        InputBuilder ask =
                InputBuilder.cpus("0-5").cell(1, "0-3").cell(3, "any").cell(2, "any");
        assertThat(ask.result()).isEqualTo("0: 4, 1: 0-3, 3: 5, parked 2");
        assertThat(reasons(ask)).isEqualTo("2: the cpusets of other cells and the root cell leave it no CPU");
        // The root cell's minimum comes before all others.
        assertThat(ask.rootMinCpus(2).result()).isEqualTo("0: 4-5, 1: 0-3, parked 3, parked 2");
    }

    @Test
    void theRootCellLeavesTheLastUnclaimedCpuToACellWithoutACpuset() {
        // Targets 7, 1, 1; the root cell holds 8 and is short of six, cell 2 of one: 9 would go to the root cell.
        InputBuilder ask = InputBuilder.cpus("0-9")
                .rootWeight(9)
                .cell(1, "0-7", 0)
                .cell(2, "any", 0)
                .rootMinCpus(1);
        assertThat(ask.result()).isEqualTo("0: 8, 1: 0-7, 2: 9");
    }

    private static String reasons(InputBuilder ask) {
        StringBuilder reasons = new StringBuilder();
        for (ParkedCell cell : ask.assign().parked()) {
            reasons.append(reasons.isEmpty() ? "" : ", ")
                    .append(cell.cell().id())
                    .append(": ")
                    .append(cell.reason());
        }
        return reasons.toString();
    }
}
