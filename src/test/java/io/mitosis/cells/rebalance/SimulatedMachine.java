// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import io.mitosis.cells.config.Placement;
import io.mitosis.cells.config.RebalancePolicy;
import io.mitosis.cells.config.RebalanceSettings;
import io.mitosis.cells.model.Assignment;
import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.CellRequest;
import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.CpuBounds;
import io.mitosis.cells.model.Topologies;
import io.mitosis.cells.planner.CpuAssigner;
import io.mitosis.cells.usage.CellCounters;
import io.mitosis.cells.usage.CellUsage;
import io.mitosis.cells.usage.Run;
import io.mitosis.cells.usage.UsageReport;
import io.mitosis.topology.CpuMask;
import io.mitosis.topology.Topology;
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
    private final Topology topology;
    private final Demand demand;
    private final List<Cell> cells = new ArrayList<>();
    private final Rebalancer rebalancer;
    private double noise;
    private boolean borrowing;
    private Random random = new Random(1);
    private final Map<Cell, Double> configured = new HashMap<>();
    private final List<CellTerms> terms = new ArrayList<>();
    private CellLayout layout;

    SimulatedMachine(int cpus, RebalanceSettings settings, Demand demand) {
        this.cpus = cpus;
        topology = Topologies.flat(cpus);
        this.demand = demand;
        cells.add(Cell.ROOT);
        while (cells.size() < demand.at(0).length) {
            int id = cells.size();
            cells.add(new Cell(new CellId(id), new CellOwner(Path.of("/cg/c" + id), id)));
        }
        for (Cell cell : cells) {
            configured.put(cell, 1.0);
            terms.add(CellTerms.DEFAULT);
        }
        rebalancer = new Rebalancer(settings, Duration.ofSeconds(1), 0);
        layout = assign(rebalancer.weights(configured));
        rebalancer.live(configured);
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
        rebalancer.live(configured);
        return this;
    }

    /** Gives the cells weights that demand weights are multiplied with. */
    SimulatedMachine weighted(double... weights) {
        for (int i = 0; i < weights.length; i++) {
            configured.put(cells.get(i), weights[i]);
        }
        layout = assign(rebalancer.weights(configured));
        rebalancer.live(configured);
        return this;
    }

    /** Binds a cell to CPUs. */
    SimulatedMachine bound(int cell, CpuMask cpuset) {
        terms.set(cell, terms.get(cell).withCpuset(cpuset));
        layout = assign(rebalancer.weights(configured));
        rebalancer.live(configured);
        return this;
    }

    /** Lets a cell have no more CPUs. */
    SimulatedMachine capped(int cell, int most) {
        terms.set(cell, terms.get(cell).withBounds(new CpuBounds(1, most)));
        layout = assign(rebalancer.weights(configured));
        rebalancer.live(configured);
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
                        rebalancer.applied(now * SECOND, verdict);
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
        List<CellRequest> requests = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            double weight = weights.getOrDefault(cell.id(), -1.0) * configured.getOrDefault(cell, -1.0);
            requests.add(new CellRequest(cell, terms.get(i).withWeight(weight)));
        }
        Assignment assignment = CpuAssigner.assign(
                new AssignmentInput(topology, cells.size(), requests, Map.of(), 0, false, Placement.LINEAR, borrowing));
        if (!assignment.parked().isEmpty()) {
            throw new IllegalStateException("parked: " + assignment.parked());
        }
        return assignment.layout();
    }

    private int[] sizes() {
        return layout.cells().stream().mapToInt(cell -> cell.primary().count()).toArray();
    }
}
