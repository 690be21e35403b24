// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.planner;

import static io.mitosis.cells.model.Owners.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mitosis.cells.config.Placement;
import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.cells.model.CellTable;
import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.OwnerRequest;
import io.mitosis.cells.model.ParkedOwner;
import io.mitosis.cells.model.Topologies;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CellPlannerTest {
    private static final int CPUS = 6;

    @Test
    void aCgroupWhoseCpusetIsTakenLeavesItsPlaceToTheNext() {
        CellPlan plan = plan(CellTable.empty(), Map.of(), 3, request("a", "9"), request("b", null), request("c", null));
        assertThat(plan.change().created()).extracting(Cell::label).containsExactly("1(b)", "2(c)");
        assertThat(plan.parked()).extracting(parked -> parked.owner().name()).containsExactly("a");
    }

    @Test
    void theNewestAreParkedWhenThereIsNoRoom() {
        CellTable table = plan(CellTable.empty(), Map.of(), 2, request("z", null))
                .change()
                .table();
        CellPlan plan = plan(table, Map.of(), 2, request("z", null), request("a", null));
        assertThat(plan.change().cellsChanged()).isFalse();
        assertThat(plan.parked())
                .containsExactly(new ParkedOwner(owner("a"), "there are as many cells as there can be"));
    }

    @Test
    void aPartitionHasACellBeforeThoseThatWereThereEarlier() {
        OwnerRequest partition = new OwnerRequest(owner("p"), CellTerms.ofPartition(CpuMask.of(4, 5)));
        CellTable table = plan(CellTable.empty(), Map.of(), 2, request("z", null))
                .change()
                .table();
        CellPlan noId = plan(table, Map.of(), 2, request("z", null), partition);
        assertThat(noId.assignment().layout().describe()).isEqualTo("[0: 0-3] [1(p): 4-5]");
        assertThat(noId.parked()).extracting(parked -> parked.owner().name()).containsExactly("z");

        CellPlan noCpu = plan(
                table,
                Map.of(),
                16,
                request("z", null),
                request("a", null),
                request("b", null),
                request("c", null),
                partition);
        assertThat(noCpu.parked()).extracting(parked -> parked.owner().name()).containsExactly("c");
        assertThat(noCpu.assignment().layout().cell(new CellId(4)).orElseThrow().primary())
                .isEqualTo(CpuMask.of(4, 5));
    }

    /** A cell without terms would be planned without its cpuset. */
    @Test
    void aCellWhoseOwnerHasNoRequestIsRefused() {
        CellTable table = plan(CellTable.empty(), Map.of(), 16, request("a", "4-5"))
                .change()
                .table();
        CellPlanner planner = new CellPlanner(table, machine(Map.of(), 16), DemandFactors.NONE);
        assertThatThrownBy(() -> planner.input(table.cellsByAge(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the owner of cell 1(a) has no request");
        assertThatThrownBy(() -> planner.weights(table.cellsByAge(), List.of()))
                .hasMessage("the owner of cell 1(a) has no request");
    }

    @Test
    void demandIsNotAskedAboutPartitions() {
        OwnerRequest partition = new OwnerRequest(owner("p"), CellTerms.ofPartition(CpuMask.of(4, 5)));
        CellPlan plan = new CellPlanner(CellTable.empty(), machine(Map.of(), 16), configured -> {
                    assertThat(configured.keySet()).extracting(Cell::label).containsExactlyInAnyOrder("0", "1(a)");
                    return Map.of();
                })
                .plan(List.of(request("a", null), partition));
        assertThat(plan.assignment().targets()).containsEntry(new CellId(2), 2);
    }

    @Test
    void weightsAreGivenToDemandAndMultiplyWithIt() {
        OwnerRequest heavy = new OwnerRequest(owner("a"), CellTerms.DEFAULT.withWeight(3));
        CellPlan plan = new CellPlanner(CellTable.empty(), machine(Map.of(), 16), configured -> {
                    assertThat(configured.values()).containsExactlyInAnyOrder(1.0, 3.0);
                    return Map.of(CellId.ROOT, 0.0, new CellId(1), 2.0);
                })
                .plan(List.of(heavy));
        assertThat(plan.input().cells()).extracting(CellRequest::weight).containsExactly(0.0, 6.0);
    }

    /**
     * Cgroups come, go and change their cpusets: whatever happens, nobody is lost, and the table agrees with the
     * layout.
     */
    @Property(tries = 3000)
    void everyCgroupHasACellOrIsParked(@ForAll Random random) {
        CellTable table = CellTable.empty();
        Map<CellId, CpuMask> cpus = Map.of();
        for (int step = 0; step < 8; step++) {
            List<OwnerRequest> requests = requests(random);
            CellPlan plan = plan(table, cpus, 1 + random.nextInt(8), requests.toArray(OwnerRequest[]::new));
            check(plan, requests);
            table = plan.change().table();
            cpus = new HashMap<>();
            for (CellCpus cell : plan.assignment().layout().cells()) {
                cpus.put(cell.cell().id(), cell.primary());
            }
        }
    }

    private static void check(CellPlan plan, List<OwnerRequest> requests) {
        Set<CellOwner> known = new HashSet<>();
        for (CellCpus cell : plan.assignment().layout().cells()) {
            if (cell.cell().owner() != null) {
                known.add(cell.cell().owner());
            }
        }
        plan.parked()
                .forEach(parked -> assertThat(known.add(parked.owner()))
                        .as("parked, and with a cell: " + parked)
                        .isTrue());
        assertThat(known).isEqualTo(requests.stream().map(OwnerRequest::owner).collect(Collectors.toSet()));
        assertThat(plan.change().table().cells())
                .isEqualTo(plan.assignment().layout().cells().stream()
                        .map(CellCpus::cell)
                        .toList());
        assertThat(plan.assignment().parked()).isEmpty();
    }

    private static CellPlan plan(CellTable table, Map<CellId, CpuMask> cpus, int maxCells, OwnerRequest... requests) {
        return new CellPlanner(table, machine(cpus, maxCells), DemandFactors.NONE).plan(List.of(requests));
    }

    private static AssignmentInput machine(Map<CellId, CpuMask> cpus, int maxCells) {
        Topology machine = Topologies.regular(CPUS, 2, 2, CPUS, false);
        List<CellRequest> root = List.of(new CellRequest(Cell.ROOT, CellTerms.DEFAULT));
        return new AssignmentInput(machine, maxCells, root, cpus, 0, false, Placement.TOPOLOGY, false);
    }

    private static OwnerRequest request(String name, String cpuset) {
        CpuMask cpus = cpuset == null ? null : CpuMask.parse(cpuset);
        return new OwnerRequest(owner(name), CellTerms.DEFAULT.withCpuset(cpus));
    }

    private static List<OwnerRequest> requests(Random random) {
        List<OwnerRequest> requests = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d", "e", "f", "g")) {
            if (random.nextInt(3) > 0) {
                int first = random.nextInt(CPUS + 2);
                String cpuset = first + "-" + (first + random.nextInt(3));
                requests.add(
                        random.nextInt(5) == 0
                                ? new OwnerRequest(owner(name), CellTerms.ofPartition(CpuMask.parse(cpuset)))
                                : request(name, random.nextBoolean() ? null : cpuset));
            }
        }
        return requests;
    }
}
