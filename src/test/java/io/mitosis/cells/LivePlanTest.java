// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.config.CellSettings;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.OwnerRequest;
import io.mitosis.cells.model.OwnerRequests;
import io.mitosis.cells.plan.PlanResult;
import io.mitosis.cells.plan.PlanTopology;
import io.mitosis.cells.plan.PlannedCell;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LivePlanTest {
    @Test
    void moreCgroupsThanThereCanBeCells() {
        PlanResult result = plan(512, 300);
        assertThat(result.cells()).hasSize(301);
        for (int id = 0; id <= 255; id++) {
            PlannedCell cell = result.cells().get(id);
            assertThat(cell.id()).isEqualTo(id);
            assertThat(cell.name()).isEqualTo(id == 0 ? "root" : "c" + (999 + id));
            assertThat(cell.cpus().count()).isEqualTo(2);
        }
        assertThat(result.cells().subList(256, 301)).allSatisfy(cell -> {
            assertThat(cell.id()).isNull();
            assertThat(cell.cpus().isEmpty()).isTrue();
            assertThat(cell.parkedBecause()).isEqualTo("there are as many cells as there can be");
        });
        assertThat(result.cells().get(256).name()).isEqualTo("c1255");
        assertThat(result.toJson())
                .contains("{\"id\":null,\"name\":\"c1255\",\"cpus\":\"none\",\"count\":0,\"target\":0");
    }

    @Test
    void moreCgroupsThanCpus() {
        PlanResult result = plan(2, 300);
        assertThat(result.cells()).hasSize(301).filteredOn(PlannedCell::parked).hasSize(299);
        assertThat(result.cells().getLast().parkedBecause()).isEqualTo("there is no CPU left for a cell of its own");
    }

    @Test
    void aParkedCgroupIsToldFromAnotherOfItsName() {
        List<OwnerRequest> requests = List.of(request("/a/web", 1), request("/b/web", 2));
        PlanResult result =
                PlanResult.of(LivePlan.plan(machine(2), CellSettings.DEFAULT, new OwnerRequests(requests, null)));
        assertThat(result.cells()).extracting(PlannedCell::name).containsExactly("root", "/a/web", "/b/web");
    }

    private static PlanResult plan(int cpus, int owners) {
        List<OwnerRequest> requests = new ArrayList<>();
        for (int i = 0; i < owners; i++) {
            requests.add(request("/w/c" + (1000 + i), i));
        }
        return PlanResult.of(LivePlan.plan(machine(cpus), CellSettings.DEFAULT, new OwnerRequests(requests, null)));
    }

    private static OwnerRequest request(String path, long cgid) {
        return new OwnerRequest(new CellOwner(Path.of(path), cgid), CellTerms.DEFAULT);
    }

    private static Topology machine(int cpus) {
        return PlanTopology.flat(CpuMask.range(0, cpus - 1));
    }
}
