// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import static io.mitosis.cells.model.Owners.owner;
import static io.mitosis.cells.model.Owners.owners;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CellTableTest {
    @Test
    void onlyTheRootCellLivesAtFirst() {
        assertThat(CellTable.empty().cells()).containsExactly(Cell.ROOT);
        assertThat(CellTable.empty().parked()).isEmpty();
    }

    @Test
    void newOwnersGetIdsInTheOrderOfTheirNames() {
        Reconciliation change = CellTable.empty().reconcile(owners("web", "batch", "db"), 8);
        assertThat(labels(change.table().cells())).isEqualTo("0 1(batch) 2(db) 3(web)");
        assertThat(labels(change.created())).isEqualTo("1(batch) 2(db) 3(web)");
        assertThat(change.destroyed()).isEmpty();
        assertThat(change.table().parked()).isEmpty();
        assertThat(change.cellsChanged()).isTrue();
    }

    @Test
    void nothingChangesWhenTheSameOwnersArePresent() {
        CellTable table = table(8, "a", "b");
        Reconciliation change = table.reconcile(owners("b", "a"), 8);
        assertThat(change.cellsChanged()).isFalse();
        assertThat(change.table().cells()).isEqualTo(table.cells());
    }

    @Test
    void idsOfDestroyedCellsAreUsedAgainLowestFirst() {
        CellTable table = table(8, "a", "b", "c");
        Reconciliation change = table.reconcile(owners("b", "x", "y", "z"), 8);
        assertThat(labels(change.destroyed())).isEqualTo("1(a) 3(c)");
        assertThat(labels(change.created())).isEqualTo("1(x) 3(y) 4(z)");
        assertThat(labels(change.table().cells())).isEqualTo("0 1(x) 2(b) 3(y) 4(z)");
    }

    @Test
    void aDirectoryMadeAgainUnderTheSameNameIsANewCell() {
        CellTable table =
                CellTable.empty().reconcile(List.of(owner("web", 10)), 8).table();
        Reconciliation change = table.reconcile(List.of(owner("web", 11)), 8);
        assertThat(change.destroyed()).containsExactly(new Cell(new CellId(1), owner("web", 10)));
        assertThat(change.created()).containsExactly(new Cell(new CellId(1), owner("web", 11)));
    }

    @Test
    void newestOwnersAreParkedWhenThereIsNoRoom() {
        CellTable old = table(3, "m");
        Reconciliation change = old.reconcile(owners("m", "z", "a"), 3);
        assertThat(labels(change.table().cells())).isEqualTo("0 1(m) 2(a)");
        assertThat(change.table().parked()).containsExactly(owner("z"));
    }

    @Test
    void parkedOwnersAreReportedOnceAndPromotedOldestFirst() {
        CellTable table = table(2, "a").reconcile(owners("a", "z"), 2).table();
        table = table.reconcile(owners("a", "z", "b"), 2).table();
        assertThat(table.parked()).as("z waits longer than b").containsExactly(owner("z"), owner("b"));

        Reconciliation change = table.reconcile(owners("z", "b"), 2);
        assertThat(labels(change.created())).isEqualTo("1(z)");
        assertThat(change.table().parked()).containsExactly(owner("b"));
    }

    @Test
    void newestCellsAreParkedWhenRoomShrinksAndTheOthersKeepTheirIds() {
        CellTable table = table(8, "a").reconcile(owners("a", "b"), 8).table();
        table = table.reconcile(owners("b", "c"), 8).table();
        assertThat(labels(table.cells())).isEqualTo("0 1(c) 2(b)");

        Reconciliation change = table.reconcile(owners("b", "c"), 2);
        assertThat(labels(change.table().cells())).isEqualTo("0 2(b)");
        assertThat(labels(change.destroyed())).isEqualTo("1(c)");
        assertThat(change.table().parked()).containsExactly(owner("c"));
    }

    @Test
    void whoIsBarredLeavesItsPlaceToTheNext() {
        Reconciliation change = table(8, "a", "b").reconcile(owners("a", "b", "c"), 3, Set.of(owner("a")), Set.of());
        assertThat(labels(change.table().cellsByAge())).isEqualTo("0 2(b) 1(c)");
        assertThat(labels(change.table().cells())).isEqualTo("0 1(c) 2(b)");
        assertThat(labels(change.destroyed())).isEqualTo("1(a)");
        assertThat(change.table().parked()).containsExactly(owner("a"));
    }

    @Test
    void roomForTheRootCellAloneParksEverybody() {
        Reconciliation change = CellTable.empty().reconcile(owners("a"), 1);
        assertThat(change.cellsChanged()).isFalse();
        assertThat(change.table().parked()).containsExactly(owner("a"));
    }

    @Test
    void thereIsAlwaysRoomForTheRootCell() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CellTable.empty().reconcile(List.of(), 0))
                .withMessage("room for 0 cells, the root cell included");
    }

    private static CellTable table(int capacity, String... names) {
        return CellTable.empty().reconcile(owners(names), capacity).table();
    }

    private static String labels(List<Cell> cells) {
        return cells.stream().map(Cell::label).collect(Collectors.joining(" "));
    }
}
