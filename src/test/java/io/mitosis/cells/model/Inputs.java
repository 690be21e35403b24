// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import io.mitosis.cells.config.Placement;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Makes inputs of an assignment at random. */
public final class Inputs {
    private Inputs() {}

    /**
     * Returns inputs of all kinds. One that fails is made smaller by trying fewer CPUs.
     *
     * @param largest the most CPUs
     */
    public static Arbitrary<AssignmentInput> ofUpTo(int largest) {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.integers().between(1, largest))
                .as((seed, size) -> random(new Random(seed), size));
    }

    /** Returns an input with that many CPUs, and mostly fewer cells. */
    public static AssignmentInput random(Random random, int cpus) {
        Topology topology = Topologies.random(random, cpus);
        int cells = random.nextInt(Math.min(256, 3 + cpus * (1 + random.nextInt(5)) / 4));
        int maxCells = random.nextInt(6) > 0 ? AssignmentInput.MAX_CELLS : 1 + random.nextInt(cells + 2);
        List<Integer> ids = ids(random, cells);
        return new AssignmentInput(
                topology,
                maxCells,
                requests(random, topology, ids),
                previous(random, topology, ids),
                random.nextInt(3) > 0 ? 0 : random.nextInt(2 + cpus),
                random.nextInt(8) == 0,
                random.nextBoolean() ? Placement.TOPOLOGY : Placement.LINEAR,
                random.nextBoolean());
    }

    /** Returns ids of cells other than the root cell, oldest first: in order, or in any, or with gaps. */
    private static List<Integer> ids(Random random, int cells) {
        int gaps = random.nextInt(4) == 0 ? random.nextInt(1 + cells) : 0;
        List<Integer> ids = new ArrayList<>();
        for (int id = 1; id <= cells + gaps; id++) {
            ids.add(id);
        }
        if (random.nextBoolean()) {
            Collections.shuffle(ids, random);
        }
        return ids.subList(0, cells);
    }

    private static List<CellRequest> requests(Random random, Topology topology, List<Integer> ids) {
        Cpusets cpusets = new Cpusets(random, topology);
        CpuMask ofRoot = random.nextInt(3) > 0 ? null : some(random, topology);
        int weights = random.nextInt(5);
        boolean bounds = random.nextInt(4) == 0;
        List<CellRequest> requests = new ArrayList<>();
        CellTerms root = CellTerms.DEFAULT.withCpuset(ofRoot).withWeight(weight(random, weights));
        requests.add(new CellRequest(Cell.ROOT, withChoices(random, root, bounds(random, bounds, topology))));
        for (int id : ids) {
            Cell cell = new Cell(new CellId(id), Owners.owner("cell" + id));
            CpuMask cpuset = ofRoot == null ? cpusets.next() : onOneSide(random, ofRoot, cpusets.next());
            boolean partition = cpuset != null && ofRoot != null && random.nextInt(4) == 0;
            double weight = weight(random, weights);
            CellTerms terms = partition
                    ? CellTerms.ofPartition(cpuset).withWeight(weight)
                    : withChoices(
                            random,
                            CellTerms.DEFAULT.withCpuset(cpuset).withWeight(weight),
                            bounds(random, bounds, topology));
            requests.add(new CellRequest(cell, terms));
        }
        return requests;
    }

    private static CellTerms withChoices(Random random, CellTerms terms, CpuBounds bounds) {
        return terms.withBounds(bounds).withBorrows(random.nextInt(8) > 0).withLends(random.nextInt(8) > 0);
    }

    private static CpuMask some(Random random, Topology topology) {
        return CpuMask.of(
                topology.usable().stream().filter(cpu -> random.nextBoolean()).toArray());
    }

    /** No cgroup has CPUs of a partition and others. */
    private static @Nullable CpuMask onOneSide(Random random, CpuMask ofRoot, @Nullable CpuMask cpuset) {
        if (cpuset == null) {
            return null;
        }
        return random.nextBoolean() ? cpuset.and(ofRoot) : cpuset.andNot(ofRoot);
    }

    private static double weight(Random random, int kind) {
        return switch (kind) {
            case 0 -> 1;
            case 1 -> random.nextInt(4);
            case 2 -> random.nextInt(30) / 10.0;
            case 3 -> random.nextInt(3) == 0 ? 0 : random.nextDouble() * 100;
            default -> random.nextInt(4) == 0 ? 100 : 1;
        };
    }

    private static CpuBounds bounds(Random random, boolean some, Topology topology) {
        if (!some || random.nextBoolean()) {
            return CpuBounds.NONE;
        }
        int min = random.nextBoolean() ? 1 : 1 + random.nextInt(topology.cpus().size());
        int max = random.nextBoolean() ? Integer.MAX_VALUE : min + random.nextInt(4);
        return new CpuBounds(min, max);
    }

    /** Returns who had what: of cells and CPUs that are, and that are no more; some CPUs had no owner. */
    private static Map<CellId, CpuMask> previous(Random random, Topology topology, List<Integer> ids) {
        Map<CellId, CpuMask> previous = new HashMap<>();
        if (random.nextInt(3) > 0) {
            for (int cpu = 0; cpu < topology.possibleCpus() + 2; cpu++) {
                int owner = random.nextInt(ids.size() + 2);
                CellId id = new CellId(owner < ids.size() ? ids.get(owner) : 0);
                if (owner <= ids.size()) {
                    previous.merge(id, CpuMask.of(cpu), CpuMask::or);
                }
            }
        }
        return previous;
    }
}
