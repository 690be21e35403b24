// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CpuPool;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinearPlacementTest {
    private static final Topology MACHINE = SmallMachines.machine(new int[][] {{2, 2}, {2, 2}}, true);

    @Test
    void ascendingCpusOfEachPoolGoToAscendingCells() {
        List<CpuPool> pools =
                SmallMachines.pools(new int[] {0, 1, 0, 1, 0, 1, 0, 1}, new int[][] {{1, 2, 1}, {3, 0, 1}});
        assertThat(new LinearPlacement().place(MACHINE, pools, Map.of()))
                .containsEntry(new CellId(0), CpuMask.parse("0,1,3,5"))
                .containsEntry(new CellId(1), CpuMask.parse("2,4"))
                .containsEntry(new CellId(2), CpuMask.parse("6-7"))
                .hasSize(3);
    }

    @Test
    void whatWasBeforeDoesNotMatter() {
        List<CpuPool> pools = SmallMachines.pools(new int[8], new int[][] {{4, 4, 0}});
        Map<CellId, CpuMask> before = Map.of(new CellId(1), CpuMask.parse("0-3"));
        assertThat(new LinearPlacement().place(MACHINE, pools, before))
                .containsEntry(new CellId(0), CpuMask.parse("0-3"))
                .containsEntry(new CellId(1), CpuMask.parse("4-7"));
    }
}
