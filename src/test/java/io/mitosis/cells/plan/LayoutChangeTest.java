// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.plan;

import static io.mitosis.cells.model.Owners.owner;
import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.topology.CpuMask;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayoutChangeTest {
    private static final CellLayout LAYOUT = new CellLayout(
            CpuMask.parse("0-5"),
            List.of(
                    new CellCpus(Cell.ROOT, CpuMask.parse("0-2")),
                    new CellCpus(new Cell(new CellId(1), owner("web")), CpuMask.parse("3-5"))));

    @Test
    void countsCpusWithAnotherOwner() {
        assertThat(moved("0-2", "3-5")).isZero();
        assertThat(moved("0-1", "2-5")).isEqualTo(1);
        assertThat(moved("3-5", "0-2")).isEqualTo(6);
    }

    @Test
    void cpusWithoutAnOwnerBeforeOrNowDoNotCount() {
        assertThat(LayoutChange.moved(Map.of(), LAYOUT)).isZero();
        assertThat(moved("0", "3")).isZero();
        assertThat(moved("0-2,6", "3-5,7-9")).isZero();
    }

    @Test
    void cpusOfCellsThatAreNoMoreCount() {
        assertThat(LayoutChange.moved(Map.of(new CellId(9), CpuMask.parse("2-3")), LAYOUT))
                .isEqualTo(2);
    }

    @Test
    void ofSeveralOwnersBeforeTheLowestCounts() {
        assertThat(moved("0-2", "1-5")).isZero();
        assertThat(moved("0-3", "3-5")).isEqualTo(1);
    }

    private static int moved(String root, String web) {
        return LayoutChange.moved(Map.of(CellId.ROOT, CpuMask.parse(root), new CellId(1), CpuMask.parse(web)), LAYOUT);
    }
}
