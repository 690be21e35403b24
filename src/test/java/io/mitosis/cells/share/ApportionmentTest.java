// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApportionmentTest {
    @Test
    void wholePartsThenTheLargestFractionsThenTheFirst() {
        assertThat(shares(10, 1, 1, 2)).containsExactly(3, 2, 5);
        assertThat(shares(7, 3, 2, 1)).containsExactly(4, 2, 1);
        assertThat(shares(1, 1, 1)).containsExactly(1, 0);
    }

    @Test
    void withoutWeightsTheSharesAreEqual() {
        assertThat(shares(5, 0, 0, 0)).containsExactly(2, 2, 1);
    }

    @Test
    void whoGotNothingTakesOneFromTheLargestShare() {
        // 2 1/2, 1/4 and 1/4: 3, 0 and 0 at first.
        assertThat(fed(3, 10, 1, 1)).containsExactly(1, 1, 1);
    }

    @Test
    void ofEqualSharesTheLastInLineForWhatWasLeftOverGives() {
        // 1 9/11, 1 9/11 and 4/11: 2, 2 and 0; the second was after the first.
        assertThat(fed(4, 5, 5, 1)).containsExactly(2, 1, 1);
        // 2 1/10, 2 7/10 and 2/10: 2, 3 and 0.
        assertThat(fed(5, 21, 27, 2)).containsExactly(2, 2, 1);
        // 2 4/23, 2 14/23, 5/23: 2, 3 and 0 again; then 2 and 2 are equal, and the first one is behind.
        assertThat(fed(5, 100, 120, 5, 5)).containsExactly(1, 2, 1, 1);
    }

    @Test
    void aShareOfOneIsNotTaken() {
        assertThat(fed(2, 5, 5, 1)).containsExactly(1, 1, 0);
    }

    @Test
    void whoGotNothingTakesInTheOrderOfTheFractions() {
        // 1 129/141, 2/141 and 10/141: 2, 0 and 0 at first, and only one of them can be taken.
        assertThat(fed(2, 135, 1, 5)).containsExactly(1, 0, 1);
        // Equal fractions: the first.
        assertThat(fed(2, 135, 5, 5)).containsExactly(1, 1, 0);
        // 3 9/47, 15/47, 10/47 and 13/47: 3, 1, 0 and 0 at first.
        assertThat(fed(4, 150, 15, 10, 13)).containsExactly(1, 1, 1, 1);
        assertThat(fed(3, 150, 1, 2, 3)).containsExactly(1, 0, 1, 1);
    }

    @Test
    void whoHasNoWeightGoesWithout() {
        assertThat(fed(3, 1, 0)).containsExactly(3, 0);
    }

    private static List<Integer> shares(int cpus, long... weights) {
        return shares(cpus, false, weights);
    }

    private static List<Integer> fed(int cpus, long... weights) {
        return shares(cpus, true, weights);
    }

    private static List<Integer> shares(int cpus, boolean minimum, long... weights) {
        Apportionment apportionment = new Apportionment(weights.length);
        for (long weight : weights) {
            apportionment.add(weight);
        }
        apportionment.apportion(cpus);
        if (minimum) {
            apportionment.ensureMinimumOne();
        }
        List<Integer> shares = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            shares.add(apportionment.share(i));
        }
        return shares;
    }
}
