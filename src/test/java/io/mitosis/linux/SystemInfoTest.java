// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SystemInfoTest {
    @Test
    void knowsThePageSize() {
        assertThat(Integer.bitCount(SystemInfo.pageSize())).isEqualTo(1);
        assertThat(SystemInfo.pageSize()).isBetween(4096, 65536);
    }

    @Test
    void barrierReturns() {
        // Both answers are right: it depends on how the kernel was booted.
        assertThat(Membarrier.global()).isIn(true, false);
    }
}
