// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import io.mitosis.cells.config.RebalanceSettings;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.usage.UsageReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the usage of the cells, and decides when CPUs move to where demand is. For one thread.
 *
 * <p>It remembers the smoothed usage and the weights in force. The weights do not change until a change is worth it, or
 * the set of live cells changes, so an assignment that is made anew for another reason moves no CPUs because of noise.
 */
public final class Rebalancer {
    private final RebalanceTurns turns;
    private RebalanceSettings settings;
    private long monitorNanos;
    private final SmoothedUsage usage = new SmoothedUsage();
    private Map<Cell, Double> inForce = Map.of();
    private long count;

    /**
     * Creates a rebalancer without any usage.
     *
     * @param monitorInterval the nominal time between two reports
     * @param nowNanos the time in nanoseconds, of the monotonic clock that is also given to {@link #consider}
     */
    public Rebalancer(RebalanceSettings settings, Duration monitorInterval, long nowNanos) {
        this.settings = settings;
        monitorNanos = monitorInterval.toNanos();
        turns = new RebalanceTurns(settings, monitorInterval, nowNanos);
    }

    /**
     * Changes the settings. The smoothed usage is kept, and so are the weights in force unless rebalancing is disabled.
     */
    public void change(RebalanceSettings newSettings, Duration monitorInterval) {
        settings = newSettings;
        monitorNanos = monitorInterval.toNanos();
        if (!newSettings.enabled()) {
            inForce = Map.of();
        }
        turns.change(newSettings, monitorInterval);
    }

    /** Returns whether CPUs follow demand at all. */
    public boolean isEnabled() {
        return settings.enabled();
    }

    /** Takes a usage report in; to be called at every monitor interval, even while rebalancing is disabled. */
    public void observe(UsageReport report) {
        usage.take(report, settings.smoothing(), monitorNanos);
    }

    /** Returns the smoothed utilisation of a cell in percent; 0 if none was measured. */
    public double smoothedPercent(Cell cell) {
        SmoothedUsage.Smoothed smoothed = usage.of(cell);
        return smoothed == null ? 0.0 : smoothed.percent();
    }

    /** Returns the number of rebalances so far. */
    public long count() {
        return count;
    }

    /**
     * Returns the demand weight of each live cell, to be multiplied with the configured weight in any assignment made
     * now. All are 1 while rebalancing is disabled or no usage was measured. Weights are finite and not negative, and
     * for one set of cells they do not change until {@link #applied}.
     *
     * @param configured the configured weight of each live cell that is no partition, the root cell included
     */
    public Map<CellId, Double> weights(Map<Cell, Double> configured) {
        return byId(weightsOf(configured));
    }

    /**
     * Notes that an assignment by {@link #weights} is in force.
     *
     * @param configured the configured weight of each live cell that is no partition, the root cell included
     */
    public void live(Map<Cell, Double> configured) {
        inForce = weightsOf(configured);
    }

    private Map<Cell, Double> weightsOf(Map<Cell, Double> configured) {
        if (!settings.enabled() || usage.isEmpty()) {
            return equal(configured.keySet());
        }
        return inForce.keySet().equals(configured.keySet())
                ? inForce
                : plan(configured, null).weights();
    }

    /**
     * Returns a rebalance if it is due, the utilisation of the cells differs enough and another layout is worth it. The
     * caller puts its layout in force and calls {@link #applied}.
     *
     * @param nowNanos the time in nanoseconds, of the clock that was given to the constructor
     * @param layout the layout in force
     * @param configured the configured weight of each live cell that is no partition, the root cell included
     * @param assign the layout by demand weights and the same configured weights
     */
    public Optional<Rebalance> consider(
            long nowNanos, CellLayout layout, Map<Cell, Double> configured, DemandLayout assign) {
        if (!settings.enabled() || !turns.take(nowNanos) || usage.isEmpty()) {
            return Optional.empty();
        }
        double spread = usage.spread(configured.keySet());
        if (spread < settings.threshold()) {
            return Optional.empty();
        }
        RebalancePlan plan = plan(configured, layout);
        CellLayout next = assign.of(byId(plan.weights()));
        for (RebalancePlan better = plan.revised(Ownership.sizes(next));
                better != null;
                better = plan.revised(Ownership.sizes(next))) {
            plan = better;
            next = assign.of(byId(plan.weights()));
        }
        if (Ownership.masks(next).equals(Ownership.masks(layout))
                || !plan.worthwhile(Ownership.sizes(next), settings.threshold() / 2)) {
            return Optional.empty();
        }
        return Optional.of(new Rebalance(next, spread, count + 1, plan.weights()));
    }

    /** Notes that the layout of a rebalance is in force. */
    public void applied(long nowNanos, Rebalance rebalance) {
        inForce = rebalance.weights();
        turns.rebalanced(nowNanos);
        count = rebalance.count();
    }

    private RebalancePlan plan(Map<Cell, Double> configured, @Nullable CellLayout layout) {
        Map<Cell, SmoothedUsage.Smoothed> usages = usage.of(configured.keySet());
        return switch (settings.policy()) {
            case UTILIZATION -> {
                Map<Cell, Double> percents = new HashMap<>();
                usages.forEach((cell, smoothed) -> percents.put(cell, smoothed.percent()));
                yield new RebalancePlan.ByUtilization(percents);
            }
            case DEMAND -> {
                List<CellDemand> demands = new ArrayList<>();
                usages.forEach((cell, smoothed) -> {
                    CellDemand demand = smoothed.demand(cell, configured.getOrDefault(cell, 1.0));
                    demands.add(layout == null ? demand : demand.under(layout));
                });
                // Of equal cells the one with the lowest id comes first, regardless of the order of the map.
                demands.sort(Comparator.comparing(demand -> demand.cell().id()));
                int cpus = layout == null ? usage.usableCpus() : cpusOf(configured.keySet(), layout);
                yield DemandPlan.of(demands, cpus);
            }
        };
    }

    /** Returns the number of CPUs that some cells own; CPUs of partitions are not theirs to share. */
    private static int cpusOf(Set<Cell> cells, CellLayout layout) {
        int cpus = 0;
        for (CellCpus cell : layout.cells()) {
            cpus += cells.contains(cell.cell()) ? cell.primary().count() : 0;
        }
        return cpus;
    }

    private static Map<CellId, Double> byId(Map<Cell, Double> weights) {
        Map<CellId, Double> result = new HashMap<>();
        weights.forEach((cell, weight) -> result.put(cell.id(), weight));
        return Map.copyOf(result);
    }

    private static Map<Cell, Double> equal(Set<Cell> live) {
        Map<Cell, Double> weights = new HashMap<>();
        for (Cell cell : live) {
            weights.put(cell, 1.0);
        }
        return Map.copyOf(weights);
    }
}
