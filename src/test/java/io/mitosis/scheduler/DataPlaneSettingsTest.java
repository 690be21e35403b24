// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mitosis.bpf.DataPlane;
import io.mitosis.bpf.DataPlane.SliceRange;
import io.mitosis.topology.Cpu;
import io.mitosis.topology.Topology;
import io.mitosis.topology.VirtualLlcs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataPlaneSettingsTest {
    private static final Duration SHORT = Duration.ofNanos(1);
    private static final Duration LONG = Duration.ofMillis(1);
    private static final Topology MACHINE = new Topology(2, List.of(new Cpu(0, 0, 0, 0), new Cpu(1, 1, 0, 0)));

    @Test
    void eachSettingReachesTheDataPlane() {
        assertThat(DataPlaneSettings.DEFAULT.dataPlane(false)).isEqualTo(DataPlane.DEFAULT);
        assertThat(DataPlaneSettings.DEFAULT.dataPlane(true))
                .isEqualTo(new DataPlane(true, false, false, false, null, false));
        assertThat(new DataPlaneSettings(true, null, false, false, false, SHORT, LONG, false).dataPlane(false))
                .isEqualTo(new DataPlane(false, true, false, false, null, false));
        assertThat(new DataPlaneSettings(false, null, true, false, false, SHORT, LONG, false).dataPlane(false))
                .isEqualTo(new DataPlane(false, false, true, false, null, false));
        assertThat(new DataPlaneSettings(false, null, false, true, false, SHORT, LONG, false).dataPlane(false))
                .isEqualTo(new DataPlane(false, false, false, true, null, false));
        assertThat(new DataPlaneSettings(false, null, false, false, true, SHORT, LONG, false).dataPlane(false))
                .isEqualTo(new DataPlane(false, false, false, false, new SliceRange(SHORT, LONG), false));
        assertThat(new DataPlaneSettings(false, null, false, false, false, SHORT, LONG, true).dataPlane(false))
                .isEqualTo(new DataPlane(false, false, false, false, null, true));
    }

    @Test
    void groupsOfCoresTakeThePlaceOfCaches() {
        assertThat(DataPlaneSettings.DEFAULT.withLlcs(MACHINE)).isEqualTo(MACHINE);
        assertThat(new DataPlaneSettings(true, new VirtualLlcs(1, 1), false, false, false, SHORT, LONG, false)
                        .withLlcs(MACHINE)
                        .llcCount())
                .isEqualTo(2);
    }

    @Test
    void slicesThatCannotBeAreRefusedIfTheyAreUsed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataPlaneSettings(false, null, false, false, true, LONG, LONG, false))
                .withMessage("slices of PT0.001S to PT0.001S");
        assertThatIllegalArgumentException().isThrownBy(() -> new SliceRange(Duration.ZERO, LONG));
        assertThat(new DataPlaneSettings(false, null, false, false, false, LONG, LONG, false)
                        .dataPlane(false)
                        .sliceShrinking())
                .isNull();
    }
}
