// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mitosis.topology.CpuMask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellTermsTest {
    private static final CpuMask CPUS = CpuMask.of(2, 3);
    private static final CpuBounds BOUNDS = new CpuBounds(2, 4);

    @Test
    void everyWitherChangesOneTerm() {
        CellTerms terms = CellTerms.DEFAULT
                .withCpuset(CPUS)
                .withWeight(3)
                .withBounds(BOUNDS)
                .withBorrows(false)
                .withLends(false);
        assertThat(terms).isEqualTo(new CellTerms(CPUS, 3, BOUNDS, false, false, false));
        assertThat(terms.scaled(0.5)).isEqualTo(terms.withWeight(1.5));
        assertThat(terms.withBorrows(true)).isEqualTo(new CellTerms(CPUS, 3, BOUNDS, true, false, false));
    }

    @Test
    void aPartitionNeitherBorrowsNorLendsAndHasCpus() {
        CellTerms partition = CellTerms.ofPartition(CPUS);
        assertThat(partition).isEqualTo(new CellTerms(CPUS, 1, CpuBounds.NONE, false, false, true));
        assertThatIllegalArgumentException().isThrownBy(() -> partition.withCpuset(null));
        assertThatIllegalArgumentException().isThrownBy(() -> partition.withBorrows(true));
        assertThatIllegalArgumentException().isThrownBy(() -> partition.withLends(true));
        assertThatIllegalArgumentException().isThrownBy(() -> new CellRequest(Cell.ROOT, partition));
    }

    @Test
    void ofTwoMaximaTheLowerCountsButForTheMinimum() {
        CpuBounds bounds = new CpuBounds(2, 4);
        assertThat(bounds.atMost(5)).isEqualTo(bounds);
        assertThat(bounds.atMost(3)).isEqualTo(new CpuBounds(2, 3));
        assertThat(bounds.atMost(1)).isEqualTo(new CpuBounds(2, 2));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void aWeightIsAFiniteNumberOfAtLeast0(double weight) {
        assertThatIllegalArgumentException().isThrownBy(() -> CellTerms.DEFAULT.withWeight(weight));
    }
}
