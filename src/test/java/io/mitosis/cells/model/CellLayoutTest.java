// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import static io.mitosis.cells.model.Owners.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellLayoutTest {
    private static final Cell WEB = new Cell(new CellId(1), owner("web"));
    private static final Cell DB = new Cell(new CellId(2), owner("db"));

    @Test
    void findsCellsById() {
        CellLayout layout = layout("0-3", cell(Cell.ROOT, "0-1"), cell(DB, "2-3"));
        assertThat(layout.cell(new CellId(2))).contains(cell(DB, "2-3"));
        assertThat(layout.cell(new CellId(1))).isEmpty();
        assertThat(layout.describe()).isEqualTo("[0: 0-1] [2(db): 2-3]");
    }

    @Test
    void everyUsableCpuHasExactlyOneOwner() {
        assertRefused("of the usable CPUs 0-3 owned are: [0: 0-2]", "0-3", cell(Cell.ROOT, "0-2"));
        assertRefused("of the usable CPUs 0-1 owned are: [0: 0-2]", "0-1", cell(Cell.ROOT, "0-2"));
        assertRefused("a CPU with two owners: [0: 0-2] [1(web): 2-3]", "0-3", cell(Cell.ROOT, "0-2"), cell(WEB, "2-3"));
    }

    @Test
    void cellsAreInOrderAndTheRootCellIsAmongThem() {
        assertRefused("a layout without the root cell in front: [1(web): 0]", "0", cell(WEB, "0"));
        assertRefused("a layout without the root cell in front: ", "0");
        assertRefused(
                "cells out of order: [0: 0] [2(db): 1] [1(web): 2]",
                "0-2",
                cell(Cell.ROOT, "0"),
                cell(DB, "1"),
                cell(WEB, "2"));
    }

    @Test
    void noCellIsWithoutACpu() {
        assertThatIllegalArgumentException().isThrownBy(() -> cell(WEB, "none")).withMessage("cell 1(web) owns no CPU");
    }

    @Test
    void onlyTheRootCellHasNoOwner() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Cell(CellId.ROOT, owner("web")));
        assertThatIllegalArgumentException().isThrownBy(() -> new Cell(new CellId(1), null));
        assertThatIllegalArgumentException().isThrownBy(() -> new CellId(-1)).withMessage("cell id -1 is negative");
    }

    @Test
    void ownersHaveAnAbsolutePathWithAName() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CellOwner(Path.of("web"), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new CellOwner(Path.of("/"), 1));
    }

    private static void assertRefused(String message, String usable, CellCpus... cells) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layout(usable, cells))
                .withMessage(message);
    }

    private static CellLayout layout(String usable, CellCpus... cells) {
        return new CellLayout(CpuMask.parse(usable), List.of(cells));
    }

    private static CellCpus cell(Cell cell, String cpus) {
        return new CellCpus(cell, CpuMask.parse(cpus));
    }
}
