// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CpuPool;
import io.mitosis.topology.Cpu;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every placement, on machines of all sizes. */
class TopologyPlacementPropertiesTest {
    private static final CpuPlacement PLACEMENT = new TopologyPlacement();

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void everyShareGetsItsCountAndEveryCpuOneOwner(@ForAll("cases") PlacementCase placing) {
        checkCounts(placing, place(placing));
        checkCounts(placing, new LinearPlacement().place(placing.topology(), placing.pools(), placing.previous()));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void asManyCpusStayAsTheCountsAllow(@ForAll("cases") PlacementCase placing) {
        Map<CellId, CpuMask> placed = place(placing);
        for (CpuPool pool : placing.pools()) {
            for (CpuPool.Share share : pool.shares()) {
                CpuMask before = cpus(placing.previous(), share.cell()).and(pool.cpus());
                CpuMask stay = before.and(cpus(placed, share.cell()));
                assertThat(stay.count()).isEqualTo(Math.min(share.count(), before.count()));
            }
        }
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void theOrderOfTheMapDoesNotMatter(@ForAll("cases") PlacementCase placing) {
        List<CellId> cells = new ArrayList<>(placing.previous().keySet());
        Collections.sort(cells, Collections.reverseOrder());
        Map<CellId, CpuMask> previous = new LinkedHashMap<>();
        for (CellId cell : cells) {
            previous.put(cell, cpus(placing.previous(), cell));
        }
        assertThat(PLACEMENT.place(placing.topology(), placing.pools(), previous))
                .isEqualTo(place(placing));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void placedAgainNothingMoves(@ForAll("cases") PlacementCase placing) {
        Map<CellId, CpuMask> placed = place(placing);
        assertThat(PLACEMENT.place(placing.topology(), placing.pools(), placed)).isEqualTo(placed);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void withoutTopologyAndHistoryItIsTheLinearPlacement(@ForAll("cases") PlacementCase placing) {
        List<Cpu> alike = placing.topology().cpus().stream()
                .map(cpu -> new Cpu(cpu.id(), cpu.id(), 0, 0))
                .toList();
        Topology flat = new Topology(placing.topology().possibleCpus(), alike);
        assertThat(PLACEMENT.place(flat, placing.pools(), Map.of()))
                .isEqualTo(new LinearPlacement().place(flat, placing.pools(), Map.of()));
    }

    private static void checkCounts(PlacementCase placing, Map<CellId, CpuMask> placed) {
        int sum = 0;
        CpuMask all = CpuMask.none();
        for (CpuMask cpus : placed.values()) {
            sum += cpus.count();
            all = all.or(cpus);
        }
        assertThat(all).isEqualTo(placing.topology().usable());
        assertThat(sum).as("no CPU has two owners").isEqualTo(all.count());
        for (CpuPool pool : placing.pools()) {
            for (CpuPool.Share share : pool.shares()) {
                assertThat(cpus(placed, share.cell()).and(pool.cpus()).count()).isEqualTo(share.count());
            }
        }
    }

    private static Map<CellId, CpuMask> place(PlacementCase placing) {
        return PLACEMENT.place(placing.topology(), placing.pools(), placing.previous());
    }

    private static CpuMask cpus(Map<CellId, CpuMask> owners, CellId cell) {
        return owners.getOrDefault(cell, CpuMask.none());
    }

    @Provide
    Arbitrary<PlacementCase> cases() {
        return PlacementCase.ofUpTo(1024, 256);
    }
}
