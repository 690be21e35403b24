// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mitosis.cells.model.Topologies;
import io.mitosis.topology.Topology;
import io.mitosis.topology.VirtualLlcs;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeaturesTest {
    private static final Duration SHORT = Duration.ofNanos(1);
    private static final Duration LONG = Duration.ofMillis(1);
    private static final Set<Feature> SHRINKING = Set.of(Feature.SLICE_SHRINKING);
    private static final Topology MACHINE = Topologies.flat(2);

    @Test
    void groupsOfCoresTakeThePlaceOfCaches() {
        assertThat(Features.DEFAULT.withLlcs(MACHINE)).isEqualTo(MACHINE);
        assertThat(new Features(Set.of(Feature.LLC_AWARE), new VirtualLlcs(1, 1), SHORT, LONG, false)
                        .withLlcs(MACHINE)
                        .llcCount())
                .isEqualTo(2);
    }

    @Test
    void slicesThatCannotBeAreRefusedIfTheyAreUsed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Features(SHRINKING, null, LONG, LONG, false))
                .withMessage("slices of PT0.001S to PT0.001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Features(SHRINKING, null, Duration.ZERO, LONG, false));
        assertThat(new Features(Set.of(), null, LONG, LONG, false).enabled()).isEmpty();
    }
}
