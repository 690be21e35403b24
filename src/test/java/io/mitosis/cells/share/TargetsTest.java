// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.CpuBounds;
import io.mitosis.cells.model.InputBuilder;
import org.junit.jupiter.api.Test;

class TargetsTest {
    @Test
    void everyCellGetsOneAndTheRestGoesByWeight() {
        // 11 - 3 = 8 in proportion 1 : 1 : 2.
        assertThat(InputBuilder.cpus("0-10").cell(1, "any", 1).cell(2, "any", 2).targets())
                .isEqualTo("0: 3, 1: 3, 2: 5");
    }

    @Test
    void whatIsLeftGoesToTheLargestFractionsAndOfEqualOnesToTheLowestIds() {
        // 8 - 3 = 5: 1 2/3 each, so 1 each, and 2 are left.
        assertThat(InputBuilder.cpus("0-7").cell(2, "any").cell(1, "any").targets())
                .isEqualTo("0: 3, 1: 3, 2: 2");
        // 6 - 2 = 4 in proportion 1 : 5: 2/3 and 3 1/3.
        assertThat(InputBuilder.cpus("0-5").cell(1, "any", 5).targets()).isEqualTo("0: 2, 1: 4");
    }

    @Test
    void equalFractionsOfDecimalWeightsAreEqual() {
        // 4 - 2 = 2 in proportion 0.1 : 0.3 are 1/2 and 3/2; 0.3 x 2 / 0.4 as binary fractions is less than 3/2.
        assertThat(InputBuilder.cpus("0-3").rootWeight(0.3).cell(1, "any", 0.1).targets())
                .isEqualTo("0: 3, 1: 1");
        assertThat(InputBuilder.cpus("0-3").rootWeight(0.1).cell(1, "any", 0.3).targets())
                .isEqualTo("0: 2, 1: 2");
    }

    @Test
    void aCellOfNoWeightGetsOneAndIfAllHaveNoneTheyGetTheSame() {
        assertThat(InputBuilder.cpus("0-5").cell(1, "any", 0).targets()).isEqualTo("0: 5, 1: 1");
        assertThat(InputBuilder.cpus("0-4").rootWeight(0).cell(1, "any", 0).targets())
                .isEqualTo("0: 3, 1: 2");
    }

    @Test
    void theLargestAndSmallestWeightsDoNoHarm() {
        assertThat(InputBuilder.cpus("0-5").cell(1, "any", Double.MAX_VALUE).targets())
                .isEqualTo("0: 1, 1: 5");
        assertThat(InputBuilder.cpus("0-5").cell(1, "any", 1e-200).targets()).isEqualTo("0: 5, 1: 1");
        assertThat(InputBuilder.cpus("0-7")
                        .rootWeight(Double.MAX_VALUE)
                        .cell(1, "any", Double.MAX_VALUE)
                        .targets())
                .isEqualTo("0: 4, 1: 4");
        assertThat(InputBuilder.cpus("0-7")
                        .rootWeight(1e-200)
                        .cell(1, "any", 3e-200)
                        .targets())
                .isEqualTo("0: 3, 1: 5");
    }

    @Test
    void whatAMaximumFreesIsSharedAmongTheRest() {
        // 4 each; cell 1 keeps 2, and 10 are left for two.
        assertThat(bounded("0-11", new CpuBounds(1, 2), CpuBounds.NONE).targets())
                .isEqualTo("0: 5, 1: 2, 2: 5");
    }

    @Test
    void whatAMinimumTakesIsMissingToTheRest() {
        assertThat(bounded("0-11", new CpuBounds(8, 9), CpuBounds.NONE).targets())
                .isEqualTo("0: 2, 1: 8, 2: 2");
    }

    @Test
    void aMinimumThatTakesMoreThanAMaximumFreesIsMetFirst() {
        // 4 each would become 4 + 10 + 2: cell 1 gets its 10, and the other two have 1 each.
        assertThat(bounded("0-11", new CpuBounds(10, 12), new CpuBounds(1, 2)).targets())
                .isEqualTo("0: 1, 1: 10, 2: 1");
    }

    @Test
    void cpusBeyondEveryMaximumGoToTheRootCell() {
        assertThat(bounded("0-11", new CpuBounds(1, 2), new CpuBounds(1, 2))
                        .root(CellTerms.DEFAULT.withBounds(new CpuBounds(1, 3)))
                        .targets())
                .isEqualTo("0: 8, 1: 2, 2: 2");
    }

    @Test
    void minimaAreCutNewestFirst() {
        // 1 + 4 + 4 are 3 too many: the newer cell gives up all it can.
        InputBuilder newerFirst = InputBuilder.cpus("0-5")
                .cell(2, CellTerms.DEFAULT.withBounds(new CpuBounds(4, 9)))
                .cell(1, CellTerms.DEFAULT.withBounds(new CpuBounds(4, 9)));
        assertThat(newerFirst.targets()).isEqualTo("0: 1, 1: 1, 2: 4");
        assertThat(bounded("0-6", new CpuBounds(4, 9), new CpuBounds(4, 9)).targets())
                .isEqualTo("0: 1, 1: 4, 2: 2");
    }

    private static InputBuilder bounded(String cpus, CpuBounds first, CpuBounds second) {
        return InputBuilder.cpus(cpus)
                .cell(1, CellTerms.DEFAULT.withBounds(first))
                .cell(2, CellTerms.DEFAULT.withBounds(second));
    }
}
