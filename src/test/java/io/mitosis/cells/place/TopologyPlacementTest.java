// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CpuPool;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TopologyPlacementTest {
    /** Cores 0 and 4, 1 and 5 on one LLC; 2 and 6, 3 and 7 on the other. */
    private static final Topology MACHINE = SmallMachines.machine(new int[][] {{2, 2}, {2, 2}}, true);

    private static final int[] ONE_POOL = new int[8];

    @Test
    void wholeCoresOnOneLlcTheLowestFirst() {
        assertThat(place(Map.of(), 4, 4)).isEqualTo("{0=0-1,4-5, 1=2-3,6-7}");
        assertThat(place(Map.of(), 2, 4, 2)).isEqualTo("{0=0,4, 1=2-3,6-7, 2=1,5}");
    }

    @Test
    void oddCountsShareOneCore() {
        assertThat(place(Map.of(), 3, 5)).isEqualTo("{0=0-1,4, 1=2-3,5-7}");
    }

    /** Cells of 1, 2 and 1 CPUs: where topology says nothing, low CPUs are with low cells. */
    @Test
    void ofWhatIsEquallyGoodTheLowestCpusAreWithTheLowestCells() {
        Topology flat = SmallMachines.machine(new int[][] {{1, 1, 1, 1}}, false);
        List<CpuPool> pools = SmallMachines.pools(new int[4], new int[][] {{1, 2, 1}});
        assertThat(new TopologyPlacement().place(flat, pools, Map.of())).hasToString("{0=0, 1=1-2, 2=3}");
    }

    @Test
    void cpusStayThoughThatSplitsEveryCore() {
        Map<CellId, CpuMask> before = before("0-3", "4-7");
        assertThat(place(before, 4, 4)).isEqualTo("{0=0-3, 1=4-7}");
    }

    @Test
    void aCellThatShrinksLeavesAnLlc() {
        assertThat(place(before("0-2,4-6", "3,7"), 4, 4)).isEqualTo("{0=0-1,4-5, 1=2-3,6-7}");
    }

    @Test
    void ownersThatAreNoMoreAndCpusThatAreOfflineAreIgnored() {
        Map<CellId, CpuMask> before =
                Map.of(new CellId(7), CpuMask.parse("0-7"), new CellId(1), CpuMask.parse("100-101"));
        assertThat(place(before, 4, 4)).isEqualTo(place(Map.of(), 4, 4));
    }

    @Test
    void ofSeveralOwnersBeforeTheLowestCounts() {
        assertThat(place(before("0-3", "0-7"), 4, 4)).isEqualTo("{0=0-3, 1=4-7}");
    }

    @Test
    void aCellsCpusInTwoPoolsMeetOnOneCoreAndLlc() {
        List<CpuPool> pools =
                SmallMachines.pools(new int[] {0, 0, 0, 0, 1, 1, 1, 1}, new int[][] {{2, 2, 0}, {2, 0, 2}});
        assertThat(new TopologyPlacement().place(MACHINE, pools, Map.of())).hasToString("{0=0-1,4-5, 1=2-3, 2=6-7}");
    }

    private static String place(Map<CellId, CpuMask> before, int... counts) {
        int[][] ofPool = {counts};
        return new TreeMap<>(new TopologyPlacement().place(MACHINE, SmallMachines.pools(ONE_POOL, ofPool), before))
                .toString();
    }

    private static Map<CellId, CpuMask> before(String first, String second) {
        return Map.of(new CellId(0), CpuMask.parse(first), new CellId(1), CpuMask.parse(second));
    }
}
