// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bench;

import io.mitosis.cells.bpf.SyntheticUsage;
import io.mitosis.cells.config.RebalanceSettings;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.rebalance.Rebalancer;
import io.mitosis.cells.stats.Activity;
import io.mitosis.cells.stats.CellStats;
import io.mitosis.cells.stats.Configuration;
import io.mitosis.cells.stats.Limits;
import io.mitosis.cells.stats.Snapshot;
import io.mitosis.cells.usage.CellCounter;
import io.mitosis.cells.usage.CellCounters;
import io.mitosis.cells.usage.CellUsage;
import io.mitosis.cells.usage.UsageDeltas;
import io.mitosis.cells.usage.UsageMeter;
import io.mitosis.cells.usage.UsageReport;
import io.mitosis.stats.LoopState;
import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A turn that collects, in which each CPU has run tasks of three cells since the last one: its parts and all of it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class CollectBenchmark {
    private static final long SECOND = 1_000_000_000;
    private static final Path ROOT = Path.of("/cg");
    private static final int CELLS_OF_A_CPU = 3;
    private static final UsageDeltas NOBODY = new UsageDeltas() {
        @Override
        public void ran(int cpu, int cell, long nanos) {}

        @Override
        public void counted(int cell, CellCounters more) {}
    };

    /** CPUs and cells. */
    @Param({"4x2", "512x256"})
    public String machine = "4x2";

    private int cpus;
    private int cells;
    private long now;
    private @Nullable SyntheticUsage usage;
    private @Nullable CellLayout layout;
    private @Nullable UsageMeter meter;
    private @Nullable Snapshot latest;
    private @Nullable Rebalancer rebalancer;

    /** Makes the machine. */
    @Setup
    public void prepare() {
        cpus = Integer.parseInt(machine.substring(0, machine.indexOf('x')));
        cells = Integer.parseInt(machine.substring(machine.indexOf('x') + 1));
        int each = cpus / cells;
        List<CellCpus> owners = new ArrayList<>();
        for (int id = 0; id < cells; id++) {
            Cell cell = id == 0 ? Cell.ROOT : new Cell(new CellId(id), new CellOwner(ROOT.resolve("c" + id), id));
            owners.add(new CellCpus(cell, CpuMask.range(id * each, id * each + each - 1)));
        }
        layout = new CellLayout(CpuMask.range(0, cpus - 1), owners);
        usage = new SyntheticUsage(cpus);
        meter = new UsageMeter(now, layout, usage::read);
        rebalancer = new Rebalancer(RebalanceSettings.DEFAULT, Duration.ofSeconds(1), 0);
    }

    /** What the machine does in a second. */
    @Setup(Level.Invocation)
    public void run() {
        now += SECOND;
        for (int cpu = 0; usage != null && cpu < cpus; cpu++) {
            for (int i = 0; i < CELLS_OF_A_CPU; i++) {
                int cell = (cpu * cells / cpus + i) % cells;
                usage.add(cpu, cell, "running_ns", SECOND / 4);
                usage.add(cpu, cell, "cell_dsq", 100);
            }
        }
    }

    /** The counters alone. */
    @Benchmark
    public void read() {
        if (usage != null) {
            usage.read(NOBODY);
        }
    }

    /** All of it. */
    @Benchmark
    public @Nullable Snapshot turn() {
        if (usage == null || layout == null || meter == null || rebalancer == null) {
            return null;
        }
        UsageReport report = meter.collect(now, layout, usage::read);
        rebalancer.observe(report);
        latest = Snapshot.of(
                report,
                layout,
                rebalancer::smoothedPercent,
                ROOT,
                new Configuration(List.of(), false, 0, 1, 0, 0.0, "start"),
                Limits.NONE,
                new LoopState(0, 0, 0.0));
        return latest;
    }

    /** What the snapshot itself takes: what a turn allocates beyond that is gone at once. */
    @Benchmark
    public @Nullable Snapshot snapshot() {
        Snapshot shown = latest == null ? turn() : latest;
        return shown == null ? null : copy(shown);
    }

    private static Snapshot copy(Snapshot shown) {
        CellUsage[] usages = new CellUsage[shown.cells().size()];
        CellStats[] cells = new CellStats[usages.length];
        for (int i = 0; i < usages.length; i++) {
            CellStats cell = shown.cells().get(i);
            CellUsage usage = (CellUsage) cell.activity().usage();
            usages[i] = new CellUsage(
                    usage.cell(),
                    usage.cpus(),
                    usage.elapsedNanos(),
                    CellCounters.owning(new long[CellCounter.values().length]),
                    usage.runningNanos(),
                    usage.borrowedNanos(),
                    usage.lentNanos());
            Activity activity = new Activity(cell.activity().cpus(), usages[i], 0);
            cells[i] = new CellStats(cell.cell(), ROOT, activity, cell.smoothedPercent());
        }
        UsageReport report = new UsageReport(SECOND, 1, List.of(usages));
        return new Snapshot(
                SECOND,
                ROOT,
                new Activity(shown.total().cpus(), report, 0),
                List.of(cells),
                shown.configuration(),
                Limits.NONE,
                shown.loop());
    }
}
