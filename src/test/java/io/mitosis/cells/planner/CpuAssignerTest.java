// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.planner;

import static io.mitosis.cells.model.Owners.owners;
import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.config.Placement;
import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.cells.model.CellTable;
import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.Owners;
import io.mitosis.cells.model.Topologies;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CpuAssignerTest {
    @Test
    void theRootCellAloneOwnsEverything() {
        assertThat(assign("0-3").describe()).isEqualTo("[0: 0-3]");
    }

    @Test
    void remainderGoesToTheLowestIds() {
        assertThat(assign("0-3", "web", "db").describe()).isEqualTo("[0: 0-1] [1(db): 2] [2(web): 3]");
        assertThat(assign("0-5", "web", "db").describe()).isEqualTo("[0: 0-1] [1(db): 2-3] [2(web): 4-5]");
    }

    @Test
    void cpusThatAreNotUsableAreLeftOut() {
        assertThat(assign("0,2,5,7", "web").describe()).isEqualTo("[0: 0,2] [1(web): 5,7]");
    }

    @Property
    void everyUsableCpuHasOneOwnerAndSizesDifferByOneAtMost(
            @ForAll("cpus") Set<Integer> cpus, @ForAll @IntRange(max = 80) int children) {
        CpuMask usable = CpuMask.of(cpus.stream().mapToInt(Integer::intValue).toArray());
        CellTable table = CellTable.empty()
                .reconcile(Owners.numbered(children), usable.count())
                .table();

        CellLayout layout = assign(Topologies.flat(usable), table);

        CpuMask owned = CpuMask.none();
        int before = Integer.MAX_VALUE;
        int first = layout.cells().getFirst().primary().count();
        for (CellCpus cell : layout.cells()) {
            assertThat(owned.intersects(cell.primary())).isFalse();
            owned = owned.or(cell.primary());
            assertThat(cell.primary().count())
                    .isPositive()
                    .isBetween(first - 1, first)
                    .isLessThanOrEqualTo(before);
            before = cell.primary().count();
        }
        assertThat(owned).isEqualTo(usable);
        assertThat(layout.cells()).hasSameSizeAs(table.cells());
    }

    @Provide
    Arbitrary<Set<Integer>> cpus() {
        return Arbitraries.integers().between(0, 200).set().ofMinSize(1).ofMaxSize(64);
    }

    private static CellLayout assign(String cpus, String... names) {
        Topology machine = Topologies.flat(CpuMask.parse(cpus));
        CellTable table = CellTable.empty()
                .reconcile(owners(names), machine.usable().count())
                .table();
        return assign(machine, table);
    }

    private static CellLayout assign(Topology machine, CellTable table) {
        List<CellRequest> cells = table.cells().stream()
                .map(cell -> new CellRequest(cell, CellTerms.DEFAULT))
                .toList();
        AssignmentInput input = new AssignmentInput(machine, 256, cells, Map.of(), 0, false, Placement.LINEAR, false);
        return CpuAssigner.assign(input).layout();
    }
}
