// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bench;

import io.mitosis.cells.config.Placement;
import io.mitosis.cells.model.Assignment;
import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.Topologies;
import io.mitosis.cells.planner.CpuAssigner;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The whole decision on the largest machine: 256 cells on 1024 CPUs, two a core, 16 a cache, in 8 nodes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class AssignBenchmark {
    private static final int CPUS = 1024;
    private static final int CORES = CPUS / 2;
    private static final int CELLS = 256;

    /** The cpusets: none; blocks of a cache or two that overlap, so that there are many pools; or CPUs at random. */
    public enum Cpusets {
        NONE,
        BLOCKS,
        SCATTERED
    }

    @Param
    public Cpusets cpusets = Cpusets.NONE;

    @Param
    public Placement placement = Placement.TOPOLOGY;

    private @Nullable AssignmentInput fresh;
    private @Nullable AssignmentInput next;

    /** Makes the inputs: one for a start, and one with other weights for the machine as it is then. */
    @Setup
    public void prepare() {
        AssignmentInput start = input(1, Map.of());
        Map<CellId, CpuMask> previous = new HashMap<>();
        for (CellCpus cell : CpuAssigner.assign(start).layout().cells()) {
            previous.put(cell.cell().id(), cell.primary());
        }
        fresh = start;
        next = input(2, previous);
    }

    @Benchmark
    public @Nullable Assignment fromNothing() {
        return fresh == null ? null : CpuAssigner.assign(fresh);
    }

    @Benchmark
    public @Nullable Assignment fromBefore() {
        return next == null ? null : CpuAssigner.assign(next);
    }

    private AssignmentInput input(long weights, Map<CellId, CpuMask> previous) {
        Random forCpusets = new Random(0);
        Random forWeights = new Random(weights);
        List<CellRequest> requests = new ArrayList<>();
        requests.add(new CellRequest(Cell.ROOT, CellTerms.DEFAULT));
        for (int id = 1; id < CELLS; id++) {
            CellOwner owner = new CellOwner(Path.of("/cg/cell" + id), id);
            CpuMask cpuset = cpuset(id, forCpusets);
            double weight = 1 + forWeights.nextInt(8);
            CellTerms terms = CellTerms.DEFAULT.withCpuset(cpuset).withWeight(weight);
            requests.add(new CellRequest(new Cell(new CellId(id), owner), terms));
        }
        return new AssignmentInput(machine(), CELLS, requests, previous, 4, false, placement, true);
    }

    /** Returns a cpuset; every eighth cell has none. */
    private @Nullable CpuMask cpuset(int id, Random random) {
        if (cpusets == Cpusets.NONE || id % 8 == 0) {
            return null;
        }
        if (cpusets == Cpusets.SCATTERED) {
            int[] cpus = random.ints(16, 0, CPUS).toArray();
            return CpuMask.of(cpus);
        }
        int first = id * 2 % (CORES - 16);
        CpuMask cores = CpuMask.range(first, first + 11);
        return cores.or(CpuMask.range(CORES + first, CORES + first + 11));
    }

    private static Topology machine() {
        return Topologies.regular(CPUS, 2, 8, 8, true);
    }
}
