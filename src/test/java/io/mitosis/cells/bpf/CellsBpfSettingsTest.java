// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.config.Feature;
import io.mitosis.cells.config.Features;
import io.mitosis.cells.model.Topologies;
import io.mitosis.config.LibbpfSettings;
import io.mitosis.scx.ScxSettings;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CellsBpfSettingsTest {
    private static final Features HONOURED =
            new Features(Set.of(Feature.CPU_CONTROLLER), null, Duration.ofNanos(1), Duration.ofSeconds(5), false);

    @Test
    void thereIsRoomForMoreCgroupsThanThereAre() {
        assertThat(slots(HONOURED, 0)).isEqualTo(4096);
        assertThat(slots(HONOURED, 2_500)).isEqualTo(9_096);
        assertThat(slots(HONOURED, Integer.MAX_VALUE)).isEqualTo(131_072);
    }

    @Test
    void nothingIsTakenWhereTheirSettingsDoNotCount() {
        assertThat(slots(Features.DEFAULT, 2_500)).isEqualTo(1);
    }

    private static int slots(Features features, int cpuGroups) {
        ScxSettings scx = new ScxSettings("test", 0, 0, 0, LibbpfSettings.DEFAULT);
        return new CellsBpfSettings(scx, 1, Topologies.regular(2, 1, 2, 1, false), false, features, cpuGroups)
                .groupSlots();
    }
}
