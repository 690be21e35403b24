// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.cgroup.LimitedCgroups;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CpuControllerWarningsTest {
    private static final String END =
            " has no effect while mitosis schedules: --cpu-controller on (experimental) enforces it";

    @Test
    void limitsAreCountedAndOneIsNamed() {
        assertThat(CpuControllerWarnings.ofLimits(new LimitedCgroups(0, null, true)))
                .isEmpty();
        assertThat(CpuControllerWarnings.ofLimits(new LimitedCgroups(0, null, false)))
                .isEmpty();
        assertThat(limits(1, true)).isEqualTo("cpu.max of /cg/web" + END);
        assertThat(limits(2, true)).isEqualTo("cpu.max of /cg/web and 1 other cgroup" + END);
        assertThat(limits(12, true)).isEqualTo("cpu.max of /cg/web and 11 other cgroups" + END);
        assertThat(limits(12, false)).isEqualTo("cpu.max of /cg/web and at least 11 other cgroups" + END);
        assertThat(limits(1, false)).isEqualTo("cpu.max of /cg/web, and perhaps of others," + END);
    }

    @Test
    void weightsOfCgroupV1AreNamed() {
        assertThat(CpuControllerWarnings.ofWeights(false)).isEmpty();
        assertThat(CpuControllerWarnings.ofWeights(true))
                .hasValue("The cpu controller is in a cgroup v1 hierarchy: its weights (cpu.shares, cpu.idle) have no"
                        + " effect while mitosis schedules");
    }

    private static String limits(int count, boolean complete) {
        return CpuControllerWarnings.ofLimits(new LimitedCgroups(count, Path.of("/cg/web"), complete))
                .orElseThrow();
    }
}
