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
 * Follows what the cells do, and decides when CPUs move to where demand is. For one thread.
 *
 * <p>It remembers the smoothed usage and the weights in force. These stay the same until a change is worth it, or the
 * set of live cells changes: so an assignment that is made anew for another reason moves no CPUs for the sake of noise.
 */
public final class Rebalancer {
    private final RebalanceTurns turns;
    private RebalanceSettings settings;
    private long monitorNanos;
    private final SmoothedUsage usage = new SmoothedUsage();
    private Map<Cell, Double> inForce = Map.of();
    private long count;

    /**
     * Makes a rebalancer that has seen nothing.
     *
     * @param monitorInterval the nominal time between two reports
     * @param nowNanos the time, in nanoseconds of the monotonic clock that {@link #consider} is told
     */
    public Rebalancer(RebalanceSettings settings, Duration monitorInterval, long nowNanos) {
        this.settings = settings;
        monitorNanos = monitorInterval.toNanos();
        turns = new RebalanceTurns(settings, monitorInterval, nowNanos);
    }

    /** Takes other settings from now on. What was measured so far stays, and so do the weights while it is enabled. */
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

    /** Takes in what the cells did; to be called at every monitor interval, whether it is enabled or not. */
    public void observe(UsageReport report) {
        usage.take(report, settings.smoothing(), monitorNanos);
    }

    /** Returns the smoothed utilisation of a cell in percent, 0 if nothing was measured of it. */
    public double smoothedPercent(Cell cell) {
        SmoothedUsage.Smoothed smoothed = usage.of(cell);
        return smoothed == null ? 0.0 : smoothed.percent();
    }

    /** Returns how often CPUs have followed demand so far. */
    public long count() {
        return count;
    }

    /**
     * Returns the demand weight of each live cell for an assignment that is made now, for whatever reason; all 1 while
     * rebalancing is off or nothing was measured. They are to be multiplied with the configured weights. Weights are
     * finite and not negative. The cells that live get the same weights until {@link #applied} brings others.
     *
     * @param configured the configured weight of each live cell that is no partition, the root cell included
     */
    public Map<CellId, Double> weights(Map<Cell, Double> configured) {
        return byId(weightsOf(configured));
    }

    /**
     * An assignment by {@link #weights} is in force.
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
     * Returns a verdict if it is time, the cells' utilisation differs enough, and another layout is worth it. Whoever
     * gets one puts its layout in force and calls {@link #applied}.
     *
     * @param nowNanos the time, in nanoseconds of the same clock as at the start
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

    /** A verdict is in force. */
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
                // Of equal cells the one with the lowest id comes first, whatever the order of the map.
                demands.sort(Comparator.comparing(demand -> demand.cell().id()));
                int cpus = layout == null ? usage.usableCpus() : cpusOf(configured.keySet(), layout);
                yield DemandPlan.of(demands, cpus);
            }
        };
    }

    /** Returns how many CPUs these cells own: those of partitions are not theirs to share. */
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
