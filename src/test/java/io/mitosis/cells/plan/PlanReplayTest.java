// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.config.Placement;
import io.mitosis.cells.model.Assignment;
import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.CpuBounds;
import io.mitosis.cells.planner.CpuAssigner;
import io.mitosis.topology.Cpu;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What the daemon decides upon can be written down, read and decided again, and comes out the same. */
class PlanReplayTest {
    private static final int CPUS = 24;

    @Property
    void theDecisionIsTheSame(@ForAll long seed) {
        AssignmentInput input = input(new Random(seed));
        PlanDocument document = PlanDocument.of(input);

        PlanDocument read = PlanDocument.parse(document.toJson());

        assertThat(read).isEqualTo(document);
        assertThat(described(CpuAssigner.assign(read.input()))).isEqualTo(described(CpuAssigner.assign(input)));
    }

    @Property
    void theOrderInWhichItIsWrittenDoesNotMatter(@ForAll long seed) {
        Random random = new Random(seed);
        String json = PlanDocument.of(input(random)).toJson();
        String shuffled = ShuffledJson.of(json, random, "cells");
        assertThat(PlanResult.of(PlanDocument.parse(shuffled)))
                .as(shuffled)
                .isEqualTo(PlanResult.of(PlanDocument.parse(json)));
    }

    private static String described(Assignment assignment) {
        StringBuilder text = new StringBuilder();
        for (CellCpus cell : assignment.layout().cells()) {
            text.append(cell.cell().id() + ": " + cell.primary() + " borrows " + cell.borrowable() + "\n");
        }
        assignment
                .parked()
                .forEach(parked -> text.append("parked " + parked.cell().id() + "\n"));
        return text + " " + assignment.targets() + assignment.holdoutEnforced();
    }

    private static AssignmentInput input(Random random) {
        Topology topology = topology(random);
        List<CellRequest> cells = new ArrayList<>();
        Map<CellId, CpuMask> previous = new HashMap<>();
        CpuMask ofRoot = random.nextInt(3) > 0 ? null : mask(random);
        CellTerms root = CellTerms.DEFAULT.withCpuset(ofRoot).withWeight(random.nextInt(3));
        cells.add(new CellRequest(Cell.ROOT, root.withBounds(bounds(random)).withLends(random.nextBoolean())));
        List<Integer> ids = new ArrayList<>(
                new TreeSet<>(random.ints(random.nextInt(8), 1, 20).boxed().collect(Collectors.toSet())));
        Collections.shuffle(ids, random);
        for (int id : ids) {
            Cell cell = new Cell(
                    new CellId(id),
                    new CellOwner(
                            Path.of("/sys", "p" + random.nextInt(2), "c" + id % 5 + (id > 9 ? "-" + id : "")), id));
            CpuMask cpuset = random.nextBoolean() ? null : mask(random);
            boolean partition = cpuset != null && random.nextInt(4) == 0;
            CellTerms terms = new CellTerms(
                    cpuset,
                    random.nextDouble() * random.nextInt(4),
                    bounds(random),
                    !partition && random.nextBoolean(),
                    !partition && random.nextBoolean(),
                    partition);
            cells.add(new CellRequest(cell, terms));
            if (random.nextBoolean()) {
                previous.put(cell.id(), mask(random));
            }
        }
        Placement placement = random.nextBoolean() ? Placement.LINEAR : Placement.TOPOLOGY;
        return new AssignmentInput(
                topology,
                AssignmentInput.MAX_CELLS,
                cells,
                previous,
                random.nextInt(4),
                random.nextBoolean(),
                placement,
                random.nextBoolean());
    }

    private static Topology topology(Random random) {
        CpuMask usable = mask(random).or(CpuMask.of(random.nextInt(CPUS)));
        int threads = 1 + random.nextInt(2);
        int perLlc = threads * (1 + random.nextInt(4));
        List<Cpu> cpus = usable.stream()
                .mapToObj(cpu -> new Cpu(cpu, cpu / threads, cpu / perLlc, cpu / 12))
                .toList();
        return PlanTopology.of(usable, cpus);
    }

    private static CpuMask mask(Random random) {
        return CpuMask.of(random.ints(random.nextInt(CPUS), 0, CPUS).toArray());
    }

    private static CpuBounds bounds(Random random) {
        int min = 1 + random.nextInt(4);
        return switch (random.nextInt(3)) {
            case 0 -> CpuBounds.NONE;
            case 1 -> new CpuBounds(min, Integer.MAX_VALUE);
            default -> new CpuBounds(min, min + random.nextInt(4));
        };
    }
}
