// SPDX-License-Identifier: Apache-2.0
package io.mitosis.demand;

import io.mitosis.cell.Cell;
import io.mitosis.cell.CellCpus;
import io.mitosis.cell.CellId;
import io.mitosis.cell.CellLayout;
import io.mitosis.cell.CellOwner;
import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A machine whose cells want a number of CPUs that the test gives, second by second. Each runs what it wants as far as
 * its own CPUs go, and if they borrow, what is left of the others' in proportion to what it lacks.
 */
final class SimulatedMachine {
    private static final long SECOND = 1_000_000_000;

    /** What the cells want at a second, in CPUs, by cell id. */
    interface Demand {
        double[] at(int second);
    }

    private final int cpus;
    private final Demand demand;
    private final List<Cell> cells = new ArrayList<>();
    private final Rebalancer rebalancer;
    private double noise;
    private boolean borrowing;
    private Random random = new Random(1);
    private final Map<Cell, Double> configured = new HashMap<>();
    private CellLayout layout;

    SimulatedMachine(int cpus, RebalanceSettings settings, Demand demand) {
        this.cpus = cpus;
        this.demand = demand;
        cells.add(Cell.ROOT);
        while (cells.size() < demand.at(0).length) {
            int id = cells.size();
            cells.add(new Cell(new CellId(id), new CellOwner(Path.of("/cg/c" + id), id)));
        }
        cells.forEach(cell -> configured.put(cell, 1.0));
        rebalancer = new Rebalancer(settings, Duration.ofSeconds(1), 0);
        layout = assign(rebalancer.weights(configured));
    }

    static Demand constant(double... cpus) {
        return second -> cpus;
    }

    static RebalanceSettings settings(RebalancePolicy policy) {
        RebalanceSettings defaults = RebalanceSettings.DEFAULT;
        return new RebalanceSettings(
                true, policy, defaults.threshold(), defaults.interval(), defaults.cooldown(), defaults.smoothing());
    }

    /** Makes each measurement wrong by up to this part of it. */
    SimulatedMachine noisy(double part, long seed) {
        noise = part;
        random = new Random(seed);
        return this;
    }

    SimulatedMachine borrowing() {
        borrowing = true;
        layout = assign(rebalancer.weights(configured));
        return this;
    }

    /** Gives the cells weights that demand weights are multiplied with. */
    SimulatedMachine weighted(double... weights) {
        for (int i = 0; i < weights.length; i++) {
            configured.put(cells.get(i), weights[i]);
        }
        layout = assign(rebalancer.weights(configured));
        return this;
    }

    /** Runs and tells what happened. */
    Run run(int seconds) {
        Run run = new Run();
        for (int second = 1; second <= seconds; second++) {
            double[] wanted = demand.at(second);
            run.note(wanted, sizes());
            rebalancer.observe(report(wanted));
            int now = second;
            rebalancer
                    .consider(second * SECOND, layout, configured, this::assign)
                    .ifPresent(verdict -> {
                        layout = verdict.layout();
                        run.change(now, sizes());
                    });
        }
        run.end(sizes());
        return run;
    }

    private UsageReport report(double[] wanted) {
        int[] sizes = sizes();
        double[] ran = new double[sizes.length];
        double idle = 0;
        double lacking = 0;
        for (int i = 0; i < sizes.length; i++) {
            ran[i] = Math.min(wanted[i], sizes[i]);
            idle += sizes[i] - ran[i];
            lacking += wanted[i] - ran[i];
        }
        List<CellUsage> usages = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            double borrowed = borrowing && lacking > 0 ? (wanted[i] - ran[i]) * Math.min(1, idle / lacking) : 0;
            double measured = (ran[i] + borrowed) * (1 + noise * (2 * random.nextDouble() - 1));
            usages.add(new CellUsage(
                    cells.get(i), sizes[i], SECOND, CellCounters.ZERO, Math.round(measured * SECOND), 0, 0));
        }
        return new UsageReport(SECOND, cpus, usages);
    }

    private CellLayout assign(Map<CellId, Double> weights) {
        double[] byCell = new double[cells.size()];
        for (int i = 0; i < byCell.length; i++) {
            byCell[i] = weights.getOrDefault(cells.get(i).id(), -1.0) * configured.getOrDefault(cells.get(i), -1.0);
        }
        int[] targets = Targets.of(cpus, byCell);
        List<CellCpus> assigned = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < targets.length; i++) {
            CpuMask primary = CpuMask.range(next, next + targets[i] - 1);
            CpuMask others = CpuMask.range(0, cpus - 1).andNot(primary);
            assigned.add(new CellCpus(cells.get(i), primary, borrowing ? others : CpuMask.none()));
            next += targets[i];
        }
        return new CellLayout(CpuMask.range(0, cpus - 1), assigned);
    }

    private int[] sizes() {
        return layout.cells().stream().mapToInt(cell -> cell.primary().count()).toArray();
    }
}
