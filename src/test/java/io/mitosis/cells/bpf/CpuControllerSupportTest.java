// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuControllerSupportTest {
    private static final CpuControllerSupport ALL = new CpuControllerSupport(true, true, true, true);
    private static final CpuControllerSupport OLD = new CpuControllerSupport(true, true, false, false);
    private static final CpuControllerSupport NOTHING = new CpuControllerSupport(false, false, true, true);

    @Test
    void weightsNeedTheKernelAndTheUnifiedHierarchy() {
        assertThat(ALL.describeWeights(false)).isEqualTo("honoured with --cpu-controller on");
        assertThat(NOTHING.describeWeights(false)).isEqualTo("not honoured: the kernel lacks CONFIG_EXT_GROUP_SCHED");
        assertThat(ALL.describeWeights(true)).isEqualTo("not honoured: the cpu controller is in a cgroup v1 hierarchy");
    }

    @Test
    void limitsSayWhatAnOlderKernelDoesWorse() {
        assertThat(ALL.describeLimits()).isEqualTo("honoured with --cpu-controller on, at once");
        assertThat(OLD.describeLimits())
                .isEqualTo("honoured with --cpu-controller on, the first limit after up to a second; tasks may have to"
                        + " wait while they hold locks of the kernel");
        assertThat(NOTHING.describeLimits()).isEqualTo("not honoured: the kernel lacks CONFIG_CFS_BANDWIDTH");
    }
}
