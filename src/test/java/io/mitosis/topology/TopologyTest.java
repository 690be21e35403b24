// SPDX-License-Identifier: Apache-2.0
package io.mitosis.topology;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyTest {
    @Test
    void refusesWhatNoMachineIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Topology(4, List.of()))
                .withMessage("a machine without an online CPU");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Topology(4, List.of(new Cpu(1, 0, 0, 0), new Cpu(1, 1, 0, 0))))
                .withMessage("CPU 1 follows CPU 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Topology(4, List.of(new Cpu(4, 0, 0, 0))))
                .withMessage("CPU 4 of 4 possible ones");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cpu(0, -1, 0, 0))
                .withMessage("negative number in CPU 0 (core -1, LLC 0, node 0)");
    }
}
