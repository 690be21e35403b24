// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.topology.Topology;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Small placements against the best of all there are. The figures are the same in every run. */
class TopologyPlacementOptimumTest {
    private static final CpuPlacement PLACEMENT = new TopologyPlacement();

    /** How many placements were as good as the best, of how many. */
    private static final class Tally {
        private int all;
        private int cores;
        private int llcs;
        private int nodes;

        void add(Topology topology, int[] pool, int[][] counts, BestPlacements placements, int[] before) {
            int[] owners = PlacementScore.owners(
                    topology,
                    PLACEMENT.place(topology, SmallMachines.pools(pool, counts), SmallMachines.masks(before)));
            int stays = 0;
            for (int cpu = 0; cpu < owners.length; cpu++) {
                stays += owners[cpu] == before[cpu] ? 1 : 0;
            }
            assertThat(stays).as("CPUs that stay").isEqualTo(placements.mostStays(before));
            PlacementScore score = PlacementScore.of(topology, owners);
            PlacementScore best = placements.best(before);
            all++;
            cores += score.splitCores() == best.splitCores() ? 1 : 0;
            llcs += score.splitCores() == best.splitCores() && score.llcs() == best.llcs() ? 1 : 0;
            nodes += score.equals(best) ? 1 : 0;
        }

        void report(String what) {
            System.out.printf("%s: of %d best in cores %d, LLCs %d, nodes %d%n", what, all, cores, llcs, nodes);
        }
    }

    @Test
    void onePoolWithNothingBefore() {
        Tally tally = new Tally();
        for (int[][] shape : SmallMachines.SHAPES) {
            for (boolean apart : new boolean[] {false, true}) {
                Topology topology = SmallMachines.machine(shape, apart);
                int[] pool = new int[topology.cpus().size()];
                int[] before = new int[pool.length];
                Arrays.fill(before, BestPlacements.NOBODY);
                for (int[] counts : SmallMachines.counts(pool.length)) {
                    int[][] ofPool = {counts};
                    tally.add(topology, pool, ofPool, new BestPlacements(topology, pool, ofPool), before);
                }
            }
        }
        tally.report("One pool, nothing before");
        assertThat(tally.nodes).isEqualTo(tally.all);
    }

    /** Owners before that differ only by which sibling, core of an LLC, or LLC is which are tried once. */
    @Test
    void onePoolWithEveryOwnersBefore() {
        Tally tally = new Tally();
        Topology topology = SmallMachines.machine(new int[][] {{2, 2}, {2, 2}}, false);
        int[] pool = new int[8];
        for (int[] counts : SmallMachines.counts(8)) {
            int[][] ofPool = {counts};
            BestPlacements placements = new BestPlacements(topology, pool, ofPool);
            for (int code = 0; code < 1 << 16; code++) {
                if (isFirstOfItsKind(code)) {
                    tally.add(topology, pool, ofPool, placements, owners(code, 8));
                }
            }
        }
        tally.report("One pool, all owners before");
        assertThat(tally.nodes).isEqualTo(tally.all);
    }

    @Test
    void randomPoolsAndOwnersBefore() {
        Tally tally = new Tally();
        Random random = new Random(1);
        for (int i = 0; i < 30_000; i++) {
            int[][] shape = SmallMachines.SHAPES.get(random.nextInt(SmallMachines.SHAPES.size()));
            Topology topology = SmallMachines.machine(shape, random.nextBoolean());
            int[] pool = new int[topology.cpus().size()];
            int[][] counts = new int[1 + random.nextInt(3)][3];
            for (int cpu = 0; cpu < pool.length; cpu++) {
                pool[cpu] = random.nextInt(counts.length);
                counts[pool[cpu]][random.nextInt(3)]++;
            }
            int[] before = new int[pool.length];
            boolean some = random.nextInt(3) > 0;
            Arrays.setAll(before, cpu -> some ? random.nextInt(4) : BestPlacements.NOBODY);
            tally.add(topology, pool, counts, new BestPlacements(topology, pool, counts), before);
        }
        tally.report("Random pools");
        assertThat(tally.cores).isGreaterThanOrEqualTo(tally.all - 2);
        assertThat(tally.nodes).isGreaterThanOrEqualTo(tally.all - 5);
    }

    private static boolean isFirstOfItsKind(int code) {
        for (int core = 0; core < 4; core++) {
            if (owner(code, 2 * core) > owner(code, 2 * core + 1)) {
                return false;
            }
        }
        return (code & 15) <= (code >>> 4 & 15)
                && (code >>> 8 & 15) <= (code >>> 12 & 15)
                && (code & 255) <= (code >>> 8 & 255);
    }

    private static int[] owners(int code, int cpus) {
        int[] owners = new int[cpus];
        Arrays.setAll(owners, cpu -> owner(code, cpu));
        return owners;
    }

    private static int owner(int code, int cpu) {
        return (code >>> (2 * cpu)) & 3;
    }
}
