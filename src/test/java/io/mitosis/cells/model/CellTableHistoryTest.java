// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What must hold whatever comes and goes, in whatever order, with whatever room. */
class CellTableHistoryTest {
    private static final int LARGEST_CAPACITY = 6;

    /** The owners that exist at one moment, and the room for cells. */
    record Moment(Set<CellOwner> present, int capacity) {}

    @Property
    void ownersHaveACellOrArePartOfTheWaitingListAndIdsStay(@ForAll("histories") List<Moment> history) {
        CellTable table = CellTable.empty();
        Map<CellOwner, Integer> arrivals = new HashMap<>();
        for (int now = 0; now < history.size(); now++) {
            Moment moment = history.get(now);
            arrivals.keySet().retainAll(moment.present());
            for (CellOwner owner : moment.present()) {
                arrivals.putIfAbsent(owner, now);
            }
            Reconciliation change = table.reconcile(List.copyOf(moment.present()), moment.capacity());
            checkTable(change.table(), moment, arrivals);
            checkChange(table, change);
            table = change.table();
        }
    }

    private static void checkTable(CellTable table, Moment moment, Map<CellOwner, Integer> arrivals) {
        Set<CellOwner> live = ownersOf(table.cells());
        assertThat(table.cells().getFirst()).isEqualTo(Cell.ROOT);
        assertThat(table.cells()).hasSize(Math.min(moment.present().size() + 1, moment.capacity()));
        assertThat(table.cells())
                .extracting(cell -> cell.id().value())
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(table.cells()).allMatch(cell -> cell.id().value() < LARGEST_CAPACITY);
        assertThat(Stream.concat(live.stream(), table.parked().stream()))
                .containsExactlyInAnyOrderElementsOf(moment.present());
        int newestLive = live.stream()
                .mapToInt(owner -> arrivals.getOrDefault(owner, 0))
                .max()
                .orElse(0);
        assertThat(table.parked()).allMatch(parked -> arrivals.getOrDefault(parked, 0) >= newestLive);
    }

    private static void checkChange(CellTable before, Reconciliation change) {
        Set<Cell> expected = new HashSet<>(before.cells());
        change.destroyed().forEach(expected::remove);
        expected.addAll(change.created());
        assertThat(expected).isEqualTo(Set.copyOf(change.table().cells()));
        for (Cell cell : change.table().cells()) {
            before.cells().stream()
                    .filter(old -> Objects.equals(old.owner(), cell.owner()))
                    .forEach(old -> assertThat(cell).as("a cell keeps its id").isEqualTo(old));
        }
    }

    private static Set<CellOwner> ownersOf(List<Cell> cells) {
        return cells.stream().flatMap(cell -> Stream.ofNullable(cell.owner())).collect(Collectors.toSet());
    }

    @Provide
    Arbitrary<List<Moment>> histories() {
        Arbitrary<CellOwner> owner = Combinators.combine(
                        Arbitraries.of("a", "b", "c", "d", "e"), Arbitraries.of(1L, 2L))
                .as(Owners::owner);
        return Combinators.combine(
                        owner.set().ofMaxSize(8), Arbitraries.integers().between(1, LARGEST_CAPACITY))
                .as(Moment::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }
}
